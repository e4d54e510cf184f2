import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { Provenance } from "./field-table.tsx";
import type { Issue } from "./model.ts";
import { Foreign } from "./parts.tsx";
import { emptyValue, kindOf, pointerTo, propertiesOf, requiredOf, restOf, type Schema } from "./schema.ts";

interface FieldProps {
  readonly label: string;
  readonly pointer: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly isRequired: boolean;
  /** What is wrong with the payload, and where. */
  readonly issues: readonly Issue[];
  /** `undefined` leaves the field out. */
  readonly change: (value: unknown) => void;
}

type Members = { readonly [name: string]: unknown };

/** The fields of a payload by its schema. */
export function SchemaForm(props: Omit<FieldProps, "label" | "pointer" | "isRequired">): JSX.Element {
  return <ObjectFields {...props} label="" pointer="" isRequired />;
}

function Field(props: FieldProps): JSX.Element {
  const { label, pointer, schema, value, isRequired, change } = props;
  const kind = kindOf(schema);
  const isNested = kind === "object" || kind === "array";
  if (isNested && value === undefined)
    return (
      <p>
        <button type="button" onClick={() => change(emptyValue(schema))}>
          Add <Foreign text={label} />
        </button>
      </p>
    );
  if (!isNested) return <Leaf {...props} />;
  return (
    <fieldset>
      <legend>
        <Foreign text={label} /> <Provenance schema={schema} />
        {!isRequired && <Remove what={label} change={change} />}
      </legend>
      <Issues {...props} />
      {kind === "object" ? <ObjectFields {...props} /> : <Items {...props} pointer={pointer} />}
    </fieldset>
  );
}

function ObjectFields(props: FieldProps): JSX.Element {
  const { schema, value, change } = props;
  const members: Members = isObject(value) ? value : {};
  const properties = propertiesOf(schema);
  const rest = restOf(schema);
  const others = Object.keys(members).filter((name) => !Object.hasOwn(properties, name));
  const set = (name: string, member: unknown): void => {
    const { [name]: _, ...left } = members;
    // A member keeps its place.
    const entries = Object.entries(members).map(([each, one]) => [each, each === name ? member : one] as const);
    if (member === undefined) change(left);
    else change(Object.hasOwn(members, name) ? Object.fromEntries(entries) : { ...members, [name]: member });
  };
  const field = (name: string, of: Schema): JSX.Element => (
    <Field
      key={name}
      {...props}
      label={name}
      pointer={pointerTo(props.pointer, name)}
      schema={of}
      value={Object.hasOwn(members, name) ? members[name] : undefined}
      isRequired={requiredOf(schema).includes(name)}
      change={(member) => set(name, member)}
    />
  );
  return (
    <>
      {Object.entries(properties).map(([name, of]) => field(name, of))}
      {others.map((name) => field(name, rest ?? {}))}
      {rest !== undefined && <AddMember taken={members} add={(name) => set(name, emptyValue(rest))} />}
    </>
  );
}

function Items(props: FieldProps): JSX.Element {
  const { label, pointer, schema, value, change } = props;
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const of = schema.items ?? {};
  return (
    <>
      {items.map((item, index) => (
        <Field
          // Items have no other name than their place.
          key={index}
          {...props}
          label={`${label} ${index + 1}`}
          pointer={pointerTo(pointer, index)}
          schema={of}
          value={item}
          isRequired={false}
          change={(next) => change(next === undefined ? items.toSpliced(index, 1) : items.with(index, next))}
        />
      ))}
      <p>
        <button type="button" onClick={() => change([...items, emptyValue(of)])}>
          Add to <Foreign text={label} />
        </button>
      </p>
    </>
  );
}

function Leaf(props: FieldProps): JSX.Element {
  const { label, pointer, schema, value, isRequired, change } = props;
  const id = `field${pointer}`;
  return (
    <div class="field">
      <label for={id}>
        <Foreign text={label} />
        {isRequired && <span aria-hidden="true"> *</span>}
      </label>{" "}
      <Input id={id} schema={schema} value={value} isRequired={isRequired} change={change} />{" "}
      <Provenance schema={schema} />
      {!isRequired && value !== undefined && <Remove what={label} change={change} />}
      {schema.description !== undefined && <small class="hint">{schema.description}</small>}
      <Issues {...props} />
    </div>
  );
}

function Input({
  id,
  schema,
  value,
  isRequired,
  change,
}: Pick<FieldProps, "schema" | "value" | "isRequired" | "change"> & { readonly id: string }): JSX.Element {
  const kind = kindOf(schema);
  if (schema.enum !== undefined) {
    const values = schema.enum;
    const chosen = values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value));
    return (
      <select
        id={id}
        value={String(chosen)}
        aria-required={isRequired}
        onChange={(event) => change(values[Number(event.currentTarget.value)])}
      >
        {chosen < 0 && <option value="-1">{value === undefined ? "" : JSON.stringify(value)}</option>}
        {values.map((one, index) => (
          <option key={String(one)} value={String(index)}>
            {String(one)}
          </option>
        ))}
      </select>
    );
  }
  if (kind === "boolean")
    return (
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    );
  const known = schema["x-known-values"];
  return (
    <>
      <input
        id={id}
        value={textOf(value, kind)}
        required={isRequired}
        inputMode={kind === "number" ? "decimal" : "text"}
        placeholder={String(schema.examples?.[0] ?? schema.format ?? "")}
        list={known === undefined ? undefined : `${id} known`}
        autocomplete="off"
        onInput={(event) => change(valueFrom(event.currentTarget.value, kind))}
      />
      {known !== undefined && (
        <datalist id={`${id} known`}>
          {known.map((one) => (
            <option key={String(one)} value={String(one)} />
          ))}
        </datalist>
      )}
    </>
  );
}

function AddMember({ taken, add }: { readonly taken: Members; readonly add: (name: string) => void }): JSX.Element {
  const [name, setName] = useState("");
  return (
    <p>
      <label>
        Name of another{" "}
        <input value={name} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
      </label>{" "}
      <button
        type="button"
        disabled={name === "" || Object.hasOwn(taken, name)}
        onClick={() => {
          add(name);
          setName("");
        }}
      >
        Add
      </button>
    </p>
  );
}

function Remove({ what, change }: { readonly what: string; readonly change: (value: unknown) => void }): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => change(undefined)} aria-label={`Leave out ${what}`}>
      leave out
    </button>
  );
}

function Issues({ issues, pointer }: Pick<FieldProps, "issues" | "pointer">): ComponentChildren {
  return issues
    .filter(({ path }) => path === pointer)
    .map(({ message }) => (
      <span key={message} class="badge">
        <Foreign text={message} />
      </span>
    ));
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown, kind: string): string {
  if (value === undefined) return "";
  return typeof value === "string" && kind !== "any" ? value : (JSON.stringify(value) ?? "");
}

/** What cannot be read as the kind that is wanted stays text, so that the contract says what is wrong with it. */
function valueFrom(text: string, kind: string): unknown {
  if (kind === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (kind !== "any") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
