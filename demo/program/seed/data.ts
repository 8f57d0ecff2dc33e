/** What a new installation starts with. Several services read it: rows and files of one thing must agree. */
export const roles = [
  {
    id: 'admin',
    name: 'Administrator',
    permissions: [
      'users.read',
      'users.write',
      'services.read',
      'services.write',
      'containers.read',
      'system.read',
      'maintenance.read',
    ],
  },
  {
    id: 'operator',
    name: 'Operator',
    permissions: ['services.read', 'services.write', 'containers.read', 'system.read'],
  },
  {
    id: 'maintainer',
    name: 'Maintainer',
    permissions: ['services.read', 'containers.read', 'system.read', 'maintenance.read'],
  },
  { id: 'viewer', name: 'Viewer', permissions: ['services.read', 'system.read'] },
  { id: 'auditor', name: 'Auditor', permissions: ['users.read', 'system.read'] },
];

export const users = [
  { name: 'admin', role: 'admin' },
  { name: 'anna.berger', role: 'admin' },
  { name: 'ben.okafor', role: 'operator' },
  { name: 'chiara.rossi', role: 'operator' },
  { name: 'dmitri.volkov', role: 'maintainer' },
  { name: 'elif.yilmaz', role: 'maintainer' },
  { name: 'françois.dubois', role: 'operator' },
  { name: 'grace.mwangi', role: 'viewer' },
  { name: 'hiro.tanaka', role: 'viewer' },
  { name: 'ines.garcía', role: 'auditor' },
  { name: 'jonas.weiß', role: 'viewer' },
  { name: 'line-3-terminal', role: 'viewer' },
];

/** `resources`: the service brings a volume and a container of its own. */
export const services = [
  { id: 'presses', name: 'Hydraulic presses, hall 2', resources: true },
  { id: 'historian', name: 'Historian', resources: true },
  { id: 'conveyors', name: 'Conveyor belts', resources: false },
  { id: 'energymeters', name: 'Energy meters', resources: false },
  { id: 'paintshop', name: 'Paint shop', resources: false },
  { id: 'robots', name: 'Welding robots', resources: false },
  { id: 'compressors', name: 'Compressed air', resources: false },
  { id: 'warehouse', name: 'High-bay warehouse', resources: false },
  { id: 'opcuaserver', name: 'OPC UA server', resources: false },
];

/** Of the seeded users; everyone has the user's own name as password. This is a demo. */
export const passwordOf = (name: string): string => name;
