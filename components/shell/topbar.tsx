import Link from 'next/link';
import { BrandMark } from '../ui/brand.tsx';
import { Switcher } from './switcher.tsx';

export function Topbar() {
  return (
    <header className="topbar">
      <Link className="brand" href="/">
        <BrandMark />
        Holdfast
      </Link>
      <Switcher />
    </header>
  );
}
