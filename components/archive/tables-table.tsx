'use client';

import { useState } from 'react';
import { count } from '../format/number.ts';
import { archive as words } from '../messages/archive.ts';
import { Search } from '../ui/search.tsx';
import type { Manifest } from './types.ts';

/** From how many tables on a search field is worth its place. */
const many = 12;

/** Row counts of each table, as they were in the frozen instant. */
export function TablesTable({ databases }: { databases: Manifest['databases'] }) {
  const [search, setSearch] = useState('');
  const all = databases.flatMap((database) => database.tables.map((table) => ({ ...table, database: database.name })));
  const shown = all.filter((table) =>
    `${table.schema}.${table.name}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <>
      {all.length > many ? (
        <div className="filters pt-4">
          <Search label={words.findTable} placeholder={words.findTable} value={search} onChange={setSearch} />
        </div>
      ) : null}
      <table className="table table-rows compact">
        <caption className="sr">{words.tablesOf(databases.map((database) => database.name).join(', '))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.table.name}</th>
            <th scope="col">{words.table.schema}</th>
            <th scope="col" className="num">
              {words.table.rows}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((table) => (
            <tr key={`${table.database}.${table.schema}.${table.name}`}>
              <th scope="row">{table.name}</th>
              <td className="hide-s">{databases.length > 1 ? `${table.database}, ${table.schema}` : table.schema}</td>
              <td className="num">{count(table.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
