import { Check, CircleQuestionMark, TriangleAlert } from 'lucide-react';
import { restore } from '../messages/restore.ts';
import { Mark, type State } from '../ui/mark.tsx';
import { bareVersion, majorOf, type Relation, relationOf } from './relation.ts';
import type { Plan } from './use-plan.ts';

const words = restore.contents;

const states: Record<Relation, State> = {
  same: { icon: Check, tone: 'ok', word: words.same },
  older: { icon: TriangleAlert, tone: 'warn', word: words.older },
  newer: { icon: TriangleAlert, tone: 'warn', word: words.newer },
  differs: { icon: TriangleAlert, tone: 'warn', word: words.differs },
  unknown: { icon: CircleQuestionMark, tone: 'quiet', word: words.unknown },
};

/** The three axes: product, structure of the database, PostgreSQL. */
export function VersionsTable({ plan }: { plan: Plan }) {
  const { product, postgres, structure } = plan.versions;
  const productRelation = relationOf(product.archive, product.live);
  const structureRelation: Relation = structure === 'same' ? 'same' : structure === 'different' ? 'differs' : 'unknown';
  // Volumes that come back alone say nothing of a database.
  const withDatabase = postgres.archive !== '';
  const heads = words.versionHeads;
  return (
    <table className="table table-rows ver">
      <thead>
        <tr>
          <th scope="col">{heads.what}</th>
          <th scope="col">{heads.archive}</th>
          <th scope="col">{heads.now}</th>
          <th scope="col">{heads.means}</th>
        </tr>
      </thead>
      <tbody>
        <VersionRow
          name={plan.archive.profile}
          archive={product.archive}
          live={product.live}
          relation={productRelation}
          means={
            productRelation === 'older' || productRelation === 'newer' ? words.productMeans[productRelation] : undefined
          }
        />
        {withDatabase ? (
          <>
            <VersionRow
              name={words.structure}
              archive=""
              live=""
              relation={structureRelation}
              means={words.structureMeans[structure]}
            />
            <VersionRow
              name="PostgreSQL"
              archive={bareVersion(postgres.archive)}
              live={bareVersion(postgres.live)}
              relation={relationOf(majorOf(postgres.archive), majorOf(postgres.live))}
            />
          </>
        ) : null}
      </tbody>
    </table>
  );
}

type VersionRowProps = {
  name: string;
  archive: string | null;
  live: string | null;
  relation: Relation;
  means?: string;
};

function VersionRow({ name, archive, live, relation, means }: VersionRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="strong" data-l={archive ? 'Archive' : undefined}>
        {archive ?? words.unknown}
      </td>
      <td className="strong" data-l={live ? 'Now' : undefined}>
        {live ?? words.unknown}
      </td>
      <td>
        <Mark state={states[relation]} />
        {means ? <span className="sub">{means}</span> : null}
      </td>
    </tr>
  );
}
