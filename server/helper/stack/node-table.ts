/** What is kept of a node; `target` is a symbolic link's, digested. */
export type NodeFacts = {
  type: 'f' | 'd' | 'l' | 'p';
  mode: number;
  uid: number;
  gid: number;
  size: number;
  mtimeNs: bigint;
  target: string;
};

const codes = { f: 1, d: 2, l: 3, p: 4 };
const letters = [null, 'f', 'd', 'l', 'p'] as const;

/**
 * Nodes of a tree in growing columns, about 60 bytes each and their name. Removing a node cuts it from its parent; what
 * lay below is then out of reach, so a subtree goes at once. Several names of one file share a node's facts.
 */
export class NodeTable {
  readonly root = 0;
  readonly #children = new Map<string, number>();
  readonly #targets = new Map<number, string>();
  #count = 0;
  #type = new Uint8Array(1024);
  #layer = new Uint16Array(1024);
  #same = new Uint32Array(1024);
  #mode = new Uint16Array(1024);
  #uid = new Uint32Array(1024);
  #gid = new Uint32Array(1024);
  #size = new Float64Array(1024);
  #mtime = new BigInt64Array(1024);

  constructor() {
    this.#new('d');
  }

  add(parent: number, name: string, type: NodeFacts['type']): number {
    const node = this.#new(type);
    this.#children.set(`${parent}/${name}`, node);
    return node;
  }

  /** One more name for a file. */
  link(parent: number, name: string, target: number): number {
    const node = this.add(parent, name, this.#facts(target).type);
    this.#same[node] = this.#same[target] ?? target;
    return node;
  }

  child(parent: number, name: string): number | null {
    return this.#children.get(`${parent}/${name}`) ?? null;
  }

  remove(parent: number, name: string): void {
    this.#children.delete(`${parent}/${name}`);
  }

  isFolder(node: number): boolean {
    return this.#type[node] === codes.d;
  }

  /** Of several names of one file, the node of the first. */
  fileOf(node: number): number {
    return this.#same[node] ?? node;
  }

  layerOf(node: number): number {
    return this.#layer[node] ?? 0;
  }

  setLayer(node: number, layer: number): void {
    this.#layer[node] = layer;
  }

  setFacts(node: number, facts: NodeFacts): void {
    this.#mode[node] = facts.mode;
    this.#uid[node] = facts.uid;
    this.#gid[node] = facts.gid;
    this.#size[node] = facts.size;
    this.#mtime[node] = facts.mtimeNs;
    if (facts.target !== '') this.#targets.set(node, facts.target);
  }

  facts(node: number): NodeFacts {
    return this.#facts(this.fileOf(node));
  }

  /** How many nodes can be reached from the root. */
  countReachable(): number {
    const reachable = new Uint8Array(this.#count);
    reachable[this.root] = 1;
    let count = 1;
    // A child is always younger than its parent, and the map keeps the order in which names were set; a name that was
    // removed and set again stands at its new place. So parents come first.
    for (const [key, node] of this.#children) {
      if (reachable[Number(key.slice(0, key.indexOf('/')))] !== 1) continue;
      reachable[node] = 1;
      count += 1;
    }
    return count;
  }

  #facts(node: number): NodeFacts {
    return {
      type: letters[this.#type[node] ?? 0] ?? 'f',
      mode: this.#mode[node] ?? 0,
      uid: this.#uid[node] ?? 0,
      gid: this.#gid[node] ?? 0,
      size: this.#size[node] ?? 0,
      mtimeNs: this.#mtime[node] ?? 0n,
      target: this.#targets.get(node) ?? '',
    };
  }

  #new(type: NodeFacts['type']): number {
    const node = this.#count;
    if (node === this.#type.length) this.#grow();
    this.#count += 1;
    this.#type[node] = codes[type];
    this.#same[node] = node;
    return node;
  }

  #grow(): void {
    const length = this.#type.length * 2;
    const grown = <T extends { set(from: T): void }>(next: T, old: T) => {
      next.set(old);
      return next;
    };
    this.#type = grown(new Uint8Array(length), this.#type);
    this.#layer = grown(new Uint16Array(length), this.#layer);
    this.#same = grown(new Uint32Array(length), this.#same);
    this.#mode = grown(new Uint16Array(length), this.#mode);
    this.#uid = grown(new Uint32Array(length), this.#uid);
    this.#gid = grown(new Uint32Array(length), this.#gid);
    this.#size = grown(new Float64Array(length), this.#size);
    this.#mtime = grown(new BigInt64Array(length), this.#mtime);
  }
}
