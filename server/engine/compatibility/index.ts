/**
 * Versions on three axes: the product's (rules of the profile), the database's structure, the PostgreSQL server's.
 * Pure: facts in, findings out.
 */
export { judgeProduct, type ProductJudgement } from './product.ts';
export { judgeServer, type ServerFacts } from './server.ts';
export { judgeStructure, type StructureRelation } from './structure.ts';
