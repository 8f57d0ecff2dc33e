'use client';

import { CircleX } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** Replaces the hint: what is wrong, and the way out. */
  error?: string | null;
  className?: string;
};

type Wired = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

function Field({ label, hint, error, className, children }: FieldProps & { children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cx('field', className)}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <span className="err" id={`${id}-note`} role="alert">
          <Icon of={CircleX} small />
          <span>{error}</span>
        </span>
      ) : hint ? (
        <span className="hint" id={`${id}-note`}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

type TextFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'className'> & { mono?: boolean; matches?: boolean };

export function TextField({ label, hint, error, className, mono, matches, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(wired) => <input {...input} {...wired} className={cx('input', mono && 'mono', matches && 'is-match')} />}
    </Field>
  );
}

type AreaFieldProps = FieldProps & Omit<ComponentProps<'textarea'>, 'className'>;

export function AreaField({ label, hint, error, className, ...area }: AreaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(wired) => <textarea rows={3} {...area} {...wired} className="input area" />}
    </Field>
  );
}

export type Option = { value: string; label: string };

type SelectFieldProps = FieldProps & Omit<ComponentProps<'select'>, 'className'> & { options: readonly Option[] };

export function SelectField({ label, hint, error, className, options, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(wired) => (
        <select {...select} {...wired} className="select">
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type FilterProps = { label: string; value: string; onChange: (value: string) => void; options: readonly Option[] };

/** A select in a row of filters: its first option names what it filters. */
export function Filter({ label, value, onChange, options }: FilterProps) {
  return (
    <select
      className="select filter"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

type CheckProps = Omit<ComponentProps<'input'>, 'className' | 'type'> & {
  look?: 'checkbox' | 'switch' | 'radio';
  small?: ReactNode;
  children: ReactNode;
};

export function Check({ look = 'checkbox', small, children, ...input }: CheckProps) {
  return (
    <label className="check">
      <input
        {...input}
        type={look === 'radio' ? 'radio' : 'checkbox'}
        role={look === 'switch' ? 'switch' : undefined}
        className={look === 'switch' ? 'switch' : undefined}
      />
      <span>
        {children}
        {small ? <small>{small}</small> : null}
      </span>
    </label>
  );
}

/** A checkbox in a table's cell, with a target of 40 px. */
export function Tick({
  label,
  indeterminate,
  ...input
}: Omit<ComponentProps<'input'>, 'className' | 'type'> & { label: string; indeterminate?: boolean }) {
  return (
    <label className="tick-cell">
      <span className="sr">{label}</span>
      <input
        {...input}
        type="checkbox"
        className="tick"
        ref={(node) => {
          if (node) node.indeterminate = indeterminate ?? false;
        }}
      />
    </label>
  );
}
