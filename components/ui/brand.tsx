/** The mark of the product is its one picture in small: copied, the frozen instant, read from it. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 26 20" aria-hidden="true">
      <rect x="0.8" y="7.5" width="9.5" height="5" rx="1" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <rect x="12.5" y="0" width="2.5" height="20" rx=".5" className="ax-freeze" />
      <rect x="17.5" y="6.8" width="8.5" height="6.4" rx="1" fill="currentColor" />
    </svg>
  );
}
