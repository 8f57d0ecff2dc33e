/** Neither the system's nor an extension's (its script makes it), nor temporary. */
const ours = (catalogue: string, oid: string, namespace: string): string =>
  `${namespace} !~ '^pg_' AND ${namespace} <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_depend e
     WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/** Rights in a fixed order; none given means the owner's usual ones, as a load leaves them. */
const rights = (acl: string, letter: string, owner: string): string =>
  `(SELECT array_agg(concat_ws(' ', pg_get_userbyid(x.grantor), '>', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE
      pg_get_userbyid(x.grantee) END, x.privilege_type, x.is_grantable) ORDER BY 1)
     FROM aclexplode(coalesce(${acl}, acldefault('${letter}', ${owner}))) x)`;

const sortedOptions = (options: string): string => `(SELECT array_agg(o ORDER BY o) FROM unnest(${options}) o)`;

/**
 * One query a kind of object; columns called definition, default, using and check hold expressions. Columns that only some
 * versions have are read through JSON.
 */
export const structureQueries: Record<string, string> = {
  schema: `SELECT nspname AS name, pg_get_userbyid(nspowner) AS owner, ${rights('nspacl', 'n', 'nspowner')} AS rights,
        obj_description(n.oid, 'pg_namespace') AS comment FROM pg_namespace n
      WHERE ${ours('pg_namespace', 'n.oid', 'nspname')}`,
  extension: `SELECT extname AS name, nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace`,
  relation: `SELECT nspname AS schema, relname AS name, relkind AS type, relpersistence AS persistence,
        pg_get_userbyid(relowner) AS owner, ${sortedOptions('reloptions')} AS options, amname AS method,
        CASE WHEN relkind = 'S' THEN ${rights('relacl', 's', 'relowner')} ELSE ${rights('relacl', 'r', 'relowner')} END
          AS rights,
        relrowsecurity AS secured, relforcerowsecurity AS forced, relreplident AS identity,
        CASE WHEN relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS definition,
        pg_get_expr(relpartbound, c.oid) AS "check",
        CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS "using",
        (SELECT array_agg(inhparent::regclass::text ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid) AS parents,
        obj_description(c.oid, 'pg_class') AS comment
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace LEFT JOIN pg_am a ON a.oid = relam
      WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND relpersistence <> 't' AND ${ours('pg_class', 'c.oid', 'nspname')}`,
  column: `SELECT nspname AS schema, relname AS relation, attname AS name,
        row_number() OVER (PARTITION BY attrelid ORDER BY attnum) AS place, format_type(atttypid, atttypmod) AS type,
        attnotnull AS required, attidentity AS identity, attgenerated AS generated, attstorage AS storage,
        nullif(to_jsonb(a)->>'attcompression', '') AS compression, nullif(attstattarget, -1) AS statistics,
        CASE WHEN attcollation <> typcollation THEN attcollation::regcollation::text END AS collation,
        pg_get_expr(adbin, adrelid) AS "default", ${rights('attacl', 'c', 'relowner')} AS rights,
        ${sortedOptions('attoptions')} AS options, col_description(attrelid, attnum) AS comment
      FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
        JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND relpersistence <> 't'
        AND ${ours('pg_class', 'c.oid', 'nspname')}`,
  // Partitions get theirs from the parent; not-null ones are columns' own before 18.
  constraint: `SELECT n.nspname AS schema, conrelid::regclass::text AS relation, contypid::regtype::text AS domain,
        conname AS name, contype AS type, convalidated AS valid, pg_get_constraintdef(c.oid) AS definition,
        obj_description(c.oid, 'pg_constraint') AS comment
      FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
      WHERE conparentid = 0 AND contype NOT IN ('n', 't')
        AND ${ours('pg_class', 'conrelid', 'n.nspname')} AND ${ours('pg_type', 'contypid', 'n.nspname')}`,
  index: `SELECT n.nspname AS schema, c.relname AS name, pg_get_indexdef(c.oid) AS definition, indisclustered AS clustered,
        indisreplident AS identity, obj_description(c.oid, 'pg_class') AS comment
      FROM pg_index i JOIN pg_class c ON c.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE (indisvalid OR t.relkind = 'p') AND t.relpersistence <> 't' AND ${ours('pg_class', 'indrelid', 'n.nspname')}`,
  routine: `SELECT nspname AS schema, proname AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
        pg_get_userbyid(proowner) AS owner, prokind AS type, ${rights('proacl', 'f', 'proowner')} AS rights,
        CASE WHEN prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
        (SELECT concat_ws(' ', aggtransfn, aggfinalfn, aggcombinefn, aggtranstype::regtype, agginitval)
           FROM pg_aggregate WHERE aggfnoid = p.oid) AS aggregate,
        obj_description(p.oid, 'pg_proc') AS comment
      FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE ${ours('pg_proc', 'p.oid', 'nspname')}`,
  trigger: `SELECT tgrelid::regclass::text AS relation, tgname AS name, tgenabled AS enabled,
        pg_get_triggerdef(g.oid) AS definition
      FROM pg_trigger g JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
      WHERE NOT tgisinternal AND (to_jsonb(g)->>'tgparentid') IS NOT DISTINCT FROM '0' AND ${ours('pg_class', 'c.oid', 'nspname')}`,
  type: `SELECT nspname AS schema, typname AS name, typtype AS type, pg_get_userbyid(typowner) AS owner,
        ${rights('typacl', 'T', 'typowner')} AS rights, format_type(nullif(typbasetype, 0), typtypmod) AS base,
        typnotnull AS required, typdefault AS "default",
        (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS labels,
        (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = t.oid) AS subtype,
        obj_description(t.oid, 'pg_type') AS comment
      FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
      WHERE typtype IN ('e', 'd', 'r', 'c') AND (typrelid = 0 OR EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND
        relkind = 'c')) AND ${ours('pg_type', 't.oid', 'nspname')}`,
  sequence: `SELECT nspname AS schema, relname AS name, format_type(seqtypid, NULL) AS type, seqstart::text AS start,
        seqincrement::text AS increment, seqmax::text AS max, seqmin::text AS min, seqcache::text AS cache, seqcycle AS cycle,
        (SELECT d.refobjid::regclass || '.' || d.refobjsubid FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
            AND d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0) IS NOT NULL AS owned
      FROM pg_sequence s JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relpersistence <> 't' AND ${ours('pg_class', 'c.oid', 'nspname')}`,
  policy: `SELECT schemaname AS schema, tablename AS relation, policyname AS name, permissive, roles::text AS roles, cmd,
        qual AS "using", with_check AS "check" FROM pg_policies WHERE schemaname !~ '^pg_'`,
  rule: `SELECT ev_class::regclass::text AS relation, rulename AS name, ev_enabled AS enabled,
        pg_get_ruledef(r.oid) AS definition
      FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace
      WHERE rulename <> '_RETURN' AND ${ours('pg_class', 'c.oid', 'nspname')}`,
  statistics: `SELECT nspname AS schema, stxname AS name, pg_get_statisticsobjdef(s.oid) AS definition
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = stxnamespace WHERE ${ours('pg_statistic_ext', 's.oid', 'nspname')}`,
  operator: `SELECT nspname AS schema, oprname AS name, oprleft::regtype::text AS "left", oprright::regtype::text AS "right",
        oprcode::text AS code FROM pg_operator o JOIN pg_namespace n ON n.oid = oprnamespace
      WHERE ${ours('pg_operator', 'o.oid', 'nspname')}`,
  collation: `SELECT nspname AS schema, collname AS name, collprovider AS provider, collcollate AS locale
      FROM pg_collation c JOIN pg_namespace n ON n.oid = collnamespace WHERE ${ours('pg_collation', 'c.oid', 'nspname')}`,
  event: `SELECT evtname AS name, evtevent AS event, evtfoid::regproc::text AS code, evtenabled AS enabled, evttags AS tags
      FROM pg_event_trigger`,
  publication: `SELECT pubname AS name, puballtables AS everything, (SELECT array_agg(schemaname || '.' || tablename
        ORDER BY 1) FROM pg_publication_tables t WHERE t.pubname = p.pubname) AS tables FROM pg_publication p`,
  foreign: `SELECT srvname AS name, fdwname AS wrapper, ${sortedOptions('srvoptions')} AS options
      FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw`,
  standard: `SELECT pg_get_userbyid(defaclrole) AS role, defaclnamespace::regnamespace::text AS schema,
        defaclobjtype AS type, (SELECT array_agg(concat_ws(' ', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE
          pg_get_userbyid(x.grantee) END, x.privilege_type, x.is_grantable) ORDER BY 1) FROM aclexplode(defaclacl) x) AS rights
      FROM pg_default_acl`,
  objects: `SELECT count(*)::text AS count, md5(string_agg(oid::text, ',' ORDER BY oid)) AS ids
      FROM pg_largeobject_metadata`,
};
