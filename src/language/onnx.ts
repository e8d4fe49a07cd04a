import protobuf from 'protobufjs/light.js';

/** Numbers that an attribute of a step may hold. */
type Setting = { readonly int: number } | { readonly ints: readonly number[] } | { readonly real: number };

/** One step of a computation: an operation of ONNX, or of ONNX Runtime's own set. */
export interface Step {
  readonly operation: string;
  readonly own?: boolean;
  /** Names of values; an empty name leaves an optional input out. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly settings?: Readonly<Record<string, Setting>>;
}

/** A computation with its constants, from one input of reals to one output of reals. */
export interface Computation {
  readonly input: { readonly name: string; readonly shape: readonly (number | string)[] };
  readonly output: { readonly name: string; readonly shape: readonly (number | string)[] };
  readonly constants: ReadonlyMap<string, Constant>;
  readonly steps: readonly Step[];
}

export interface Constant {
  readonly shape: readonly number[];
  readonly numbers: Float32Array | Int8Array | BigInt64Array;
}

const IR_VERSION = 8;
const OPERATIONS_VERSION = 17;
const OWN_OPERATIONS = 'com.microsoft';

const type = { real: 1, byte: 3, whole: 7 } as const;
const attribute = { real: 1, int: 2, ints: 7 } as const;

/** The part of the ONNX file format that a computation needs (onnx.proto3 of the ONNX project). */
const format = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        graph: { type: 'Graph', id: 7 },
        operations: { rule: 'repeated', type: 'Operations', id: 8 },
      },
    },
    Operations: { fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } } },
    Graph: {
      fields: {
        node: { rule: 'repeated', type: 'Node', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { rule: 'repeated', type: 'Tensor', id: 5 },
        input: { rule: 'repeated', type: 'Value', id: 11 },
        output: { rule: 'repeated', type: 'Value', id: 12 },
      },
    },
    Node: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        output: { rule: 'repeated', type: 'string', id: 2 },
        operation: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'Attribute', id: 5 },
        domain: { type: 'string', id: 7 },
      },
    },
    Attribute: {
      fields: {
        name: { type: 'string', id: 1 },
        f: { type: 'float', id: 2 },
        i: { type: 'int64', id: 3 },
        ints: { rule: 'repeated', type: 'int64', id: 8 },
        type: { type: 'int32', id: 20 },
      },
    },
    Tensor: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
    Value: { fields: { name: { type: 'string', id: 1 }, type: { type: 'Type', id: 2 } } },
    Type: { fields: { tensor: { type: 'TensorType', id: 1 } } },
    TensorType: { fields: { element: { type: 'int32', id: 1 }, shape: { type: 'Shape', id: 2 } } },
    Shape: { fields: { dim: { rule: 'repeated', type: 'Dimension', id: 1 } } },
    Dimension: { fields: { value: { type: 'int64', id: 1 }, param: { type: 'string', id: 2 } } },
  },
});

/** A computation as the bytes of an ONNX file, for ONNX Runtime to read. */
export function onnxOf({ input, output, constants, steps }: Computation): Uint8Array {
  const Model = format.lookupType('Model');
  return Model.encode({
    irVersion: IR_VERSION,
    operations: [
      { domain: '', version: OPERATIONS_VERSION },
      { domain: OWN_OPERATIONS, version: 1 },
    ],
    graph: {
      name: 'sentence encoder',
      node: steps.map(({ operation, own, from, to, settings }) => ({
        operation,
        domain: own ? OWN_OPERATIONS : '',
        input: from,
        output: to,
        attribute: Object.entries(settings ?? {}).map(([name, setting]) => ({
          name,
          ...attributeOf(setting),
        })),
      })),
      initializer: [...constants].map(([name, { shape, numbers }]) => ({
        name,
        dims: shape,
        dataType: typeOf(numbers),
        rawData: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
      })),
      input: [endOf(input)],
      output: [endOf(output)],
    },
  }).finish();
}

function attributeOf(setting: Setting): object {
  if ('int' in setting) return { i: setting.int, type: attribute.int };
  if ('ints' in setting) return { ints: setting.ints, type: attribute.ints };
  return { f: setting.real, type: attribute.real };
}

function typeOf(numbers: Constant['numbers']): number {
  if (numbers instanceof Float32Array) return type.real;
  return numbers instanceof Int8Array ? type.byte : type.whole;
}

function endOf({ name, shape }: Computation['input']): object {
  const dim = shape.map((size) => (typeof size === 'number' ? { value: size } : { param: size }));
  return { name, type: { tensor: { element: type.real, shape: { dim } } } };
}
