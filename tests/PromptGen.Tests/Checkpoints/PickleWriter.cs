using System.Buffers.Binary;
using System.Text;

namespace PromptGen.Tests.Checkpoints;

/// <summary>A class or function by name.</summary>
internal sealed record Named(string Module, string Name);

/// <summary>A call.</summary>
internal sealed record Called(Named Function, params object?[] Arguments);

/// <summary>A tuple.</summary>
internal sealed record Tupled(params object?[] Items);

/// <summary>Something that a persistent id stands for.</summary>
internal sealed record Persistent(Tupled Id);

/// <summary>A dictionary, plain or as <c>collections.OrderedDict</c> with attributes.</summary>
internal sealed record Mapped(IReadOnlyList<(object? Key, object? Value)> Items, Mapped? Attributes = null)
{
    public Mapped(params (object? Key, object? Value)[] items) : this(items, null)
    {
    }
}

/// <summary>Writes pickles as Python's <c>pickle</c> does: protocol 2 as <c>torch.save</c> takes it, or 4.</summary>
internal sealed class PickleWriter(int protocol = 2)
{
    private readonly MemoryStream bytes = new();
    private readonly Dictionary<object, int> memo = new(ReferenceEqualityComparer.Instance);

    public static byte[] Of(object? value, int protocol = 2)
    {
        var writer = new PickleWriter(protocol);
        writer.bytes.Write([0x80, (byte)protocol]);
        if (protocol >= 4) writer.bytes.Write([0x95, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write(value);
        writer.bytes.WriteByte((byte)'.');
        return writer.bytes.ToArray();
    }

    private void Write(object? value)
    {
        if (value is not null && memo.TryGetValue(value, out var index))
        {
            Code('j');
            Number(index);
            return;
        }
        switch (value)
        {
            case null: Code('N'); break;
            case bool truth: bytes.WriteByte((byte)(truth ? 0x88 : 0x89)); break;
            case byte small: bytes.Write([(byte)'K', small]); break;
            case int number:
                Code('J');
                Number(number);
                break;
            case long number: bytes.Write([0x8A, 8, .. BitConverter.GetBytes(number)]); break;
            case byte[] raw: bytes.Write([0x8A, (byte)raw.Length, .. raw]); break;
            case double number:
                Code('G');
                var eight = new byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(eight, number);
                bytes.Write(eight);
                break;
            case string text: Text(text); break;
            case Tupled tuple: Tuple(tuple.Items); break;
            case List<object?> list:
                Code(']');
                Memoize(list);
                Code('(');
                foreach (var item in list) Write(item);
                Code('e');
                break;
            case Mapped mapped: Dictionary(mapped); break;
            case Named named: Global(named); break;
            case Called called:
                Global(called.Function);
                Tuple(called.Arguments);
                Code('R');
                Memoize(called);
                break;
            case Persistent persistent:
                Tuple(persistent.Id.Items);
                Code('Q');
                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    private void Dictionary(Mapped mapped)
    {
        if (mapped.Attributes is null) Code('}');
        else
        {
            Global(new Named("collections", "OrderedDict"));
            Code(')');
            Code('R');
        }
        Memoize(mapped);
        Code('(');
        foreach (var (key, value) in mapped.Items)
        {
            Write(key);
            Write(value);
        }
        Code('u');
        if (mapped.Attributes is null) return;
        Write(mapped.Attributes);
        Code('b');
    }

    private void Tuple(object?[] items)
    {
        if (items.Length == 0)
        {
            Code(')');
            return;
        }
        if (items.Length > 3) Code('(');
        foreach (var item in items) Write(item);
        if (items.Length > 3) Code('t');
        else bytes.WriteByte((byte)(0x84 + items.Length));
    }

    private void Global(Named named)
    {
        if (protocol >= 4)
        {
            Text(named.Module);
            Text(named.Name);
            bytes.WriteByte(0x93);
            bytes.WriteByte(0x94);
            return;
        }
        bytes.Write(Encoding.UTF8.GetBytes($"c{named.Module}\n{named.Name}\n"));
    }

    private void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (protocol >= 4 && utf8.Length < 256) bytes.Write([0x8C, (byte)utf8.Length]);
        else
        {
            Code('X');
            Number(utf8.Length);
        }
        bytes.Write(utf8);
    }

    // Protocol 4 counts what is stored by itself, so places are left to protocol 2.
    private void Memoize(object value)
    {
        if (protocol >= 4) return;
        memo.Add(value, memo.Count);
        Code('r');
        Number(memo.Count - 1);
    }

    private void Number(int number) => bytes.Write(BitConverter.GetBytes(number));

    private void Code(char code) => bytes.WriteByte((byte)code);
}
