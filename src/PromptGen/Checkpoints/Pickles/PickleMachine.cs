using System.Globalization;
using System.Numerics;
using System.Text;

namespace PromptGen.Checkpoints.Pickles;

/// <summary>
/// Reads pickles (https://github.com/python/cpython/blob/main/Lib/pickletools.py, protocols 0 to 5) that hold tensors and plain data.
/// Nothing in them is run: a class or function is taken by its name alone, and one that is not in <see cref="PickleGlobal"/>'s list is
/// refused. Every instruction counts, and there may be only so many for each storage that the pickle names; nothing is recursive. So neither
/// memory nor stack can run out.
/// </summary>
/// <param name="bytes">The pickle.</param>
/// <param name="hasStorage">Whether the file has a storage of that key; null: that is not known yet.</param>
internal sealed class PickleMachine(PickleBytes bytes, Func<string, bool>? hasStorage = null)
{
    /// <summary>
    /// A tensor takes some thirty instructions, and twenty more with its entry of an optimizer. Plain data, and tensors that share one storage,
    /// take what is free. No more than the last counts where a file names storages that it need not have.
    /// </summary>
    private const int FreeInstructions = 1 << 19, InstructionsForStorage = 64, MostInstructions = 1 << 23;

    private readonly List<object?> stack = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<long, object?> memo = [];
    private readonly PickleCalls calls = new(bytes, hasStorage);
    private int instructions;

    /// <summary>The storages that it named, by key.</summary>
    public IReadOnlyDictionary<string, PickleStorage> Storages => calls.Storages;

    /// <summary>Reads one pickle to its end.</summary>
    /// <exception cref="CheckpointException">It is damaged, or names something that builds no tensor.</exception>
    public object? Read()
    {
        while (true)
        {
            bytes.Marked = bytes.Position;
            if (++instructions > Math.Min(FreeInstructions + (long)InstructionsForStorage * calls.StorageCount, MostInstructions))
                throw bytes.Wrong($"instruction {instructions}", $"fewer for {calls.StorageCount} storages");
            var code = bytes.Byte();
            if (code == '.') return Pop();
            if (code >= 0x80) Newer(code);
            else Older((char)code);
        }
    }

    /// <summary>Instructions of protocols 0 and 1.</summary>
    private void Older(char code)
    {
        switch (code)
        {
            case '(': marks.Add(stack.Count); break;
            case '0': Discard(); break;
            case '1': PopToMark(); break;
            case '2': Push(Top()); break;

            case 'N': Push(null); break;
            case 'I': Push(Digits(bytes.Line())); break;
            case 'L': Push(Digits(bytes.Line().TrimEnd('L'))); break;
            case 'J': Push((long)bytes.Int32()); break;
            case 'K': Push((long)bytes.Byte()); break;
            case 'M': Push((long)bytes.UInt16()); break;
            case 'F': Push(Fraction(bytes.Line())); break;
            case 'G': Push(bytes.DoubleBigEndian()); break;

            case 'S': Push(Quoted(bytes.Line())); break;
            case 'V': Push(Escaped(bytes.Line())); break;
            case 'T': Push(Encoding.Latin1.GetString(bytes.Bytes((ulong)Length(bytes.Int32())))); break;
            case 'U': Push(Encoding.Latin1.GetString(bytes.Bytes(bytes.Byte()))); break;
            case 'X': Push(bytes.Text(bytes.UInt32())); break;
            case 'B': PushData(bytes.UInt32()); break;
            case 'C': PushData(bytes.Byte()); break;

            case ')': Push(new PickleTuple([])); break;
            case 't': Push(new PickleTuple([.. PopToMark()])); break;
            case ']': Push(new PickleList([])); break;
            case 'l': Push(new PickleList(PopToMark())); break;
            case 'a': Append([Pop()]); break;
            case 'e': Append(PopToMark()); break;
            case '}': Push(new PickleDictionary([])); break;
            case 'd':
                var items = PopToMark();
                Push(new PickleDictionary([]));
                Put(items);
                break;
            case 's':
                var value = Pop();
                Put([Pop(), value]);
                break;
            case 'u': Put(PopToMark()); break;

            case 'p': memo[Index(bytes.Line())] = Top(); break;
            case 'q': memo[bytes.Byte()] = Top(); break;
            case 'r': memo[bytes.UInt32()] = Top(); break;
            case 'g': Recall(Index(bytes.Line())); break;
            case 'h': Recall(bytes.Byte()); break;
            case 'j': Recall(bytes.UInt32()); break;

            case 'c':
                var module = bytes.Line();
                Push(Global($"{module}.{bytes.Line()}"));
                break;
            case 'i':
                var ofInstance = bytes.Line();
                throw bytes.Wrong($"an object of the class '{ofInstance}.{bytes.Line()}'", "tensors and plain data; nothing else is built");
            case 'R': Call(); break;
            case 'b': SetState(); break;
            case 'Q': Push(calls.Storage(Pop())); break;
            default: throw Unknown(code);
        }
    }

    /// <summary>Instructions of protocols 2 to 5.</summary>
    private void Newer(byte code)
    {
        switch (code)
        {
            case 0x80:
                if (bytes.Byte() is > 5 and var protocol) throw bytes.Wrong($"protocol {protocol}", "0 to 5");
                break;
            case 0x95: _ = bytes.UInt64(); break; // how long the next frame is, for readers that read ahead
            case 0x81: Call(); break;
            case 0x85: Push(new PickleTuple([Pop()])); break;
            case 0x86: Push(new PickleTuple(Last(2))); break;
            case 0x87: Push(new PickleTuple(Last(3))); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case 0x8A: Push(Integer(bytes.Byte())); break;
            case 0x8B: Push(Integer(Length(bytes.Int32()))); break;
            case 0x8C: Push(bytes.Text(bytes.Byte())); break;
            case 0x8D: Push(bytes.Text(bytes.UInt64())); break;
            case 0x8E or 0x96: PushData(bytes.UInt64()); break;
            case 0x8F: Push(new PickleList([])); break;
            case 0x90: Append(PopToMark()); break;
            case 0x91: Push(new PickleList(PopToMark())); break;
            case 0x93:
                if (Last(2) is not [string module, string name]) throw bytes.Wrong("a name that is no text", "a module and a name");
                Push(Global($"{module}.{name}"));
                break;
            case 0x94: memo[memo.Count] = Top(); break;
            default: throw Unknown((char)code);
        }
    }

    private PickleGlobal Global(string name) => PickleGlobal.Find(name)
        ?? throw bytes.Wrong($"the name '{(name.Length <= 100 ? name : name[..100] + "…")}'",
            "names of tensors, their storages and plain data; nothing else is built, and nothing was run");

    private void Call()
    {
        var arguments = Pop();
        Push(calls.Call(Pop(), arguments));
    }

    /// <summary>The attributes of a state dictionary are versions of its modules, and those of plain data matter to nobody.</summary>
    private void SetState()
    {
        Pop();
        if (Top() is not (PickleDictionary or PickleData)) throw bytes.Wrong($"a state for {PickleWords.Of(Top())}", "one for a dictionary");
    }

    private void Append(List<object?> items)
    {
        if (Top() is not PickleList list) throw bytes.Wrong($"items for {PickleWords.Of(Top())}", "a list");
        list.Items.AddRange(items);
    }

    private void Put(List<object?> items)
    {
        if (Top() is not PickleDictionary dictionary) throw bytes.Wrong($"items for {PickleWords.Of(Top())}", "a dictionary");
        if (items.Count % 2 != 0) throw bytes.Wrong("a key without a value", "keys and values");
        for (var i = 0; i < items.Count; i += 2) dictionary.Items.Add((items[i], items[i + 1]));
    }

    private void PushData(ulong length)
    {
        bytes.Skip(length);
        Push(PickleData.Some);
    }

    private void Push(object? value) => stack.Add(value);

    private object? Top() => stack.Count > Floor ? stack[^1] : throw Empty();

    private object? Pop()
    {
        var top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object?[] Last(int count)
    {
        var items = new object?[count];
        while (count > 0) items[--count] = Pop();
        return items;
    }

    /// <summary>What stands under the last mark belongs to another instruction.</summary>
    private int Floor => marks.Count > 0 ? marks[^1] : 0;

    /// <summary>Drops the last value, or the mark where it is last.</summary>
    private void Discard()
    {
        if (marks.Count > 0 && marks[^1] == stack.Count) marks.RemoveAt(marks.Count - 1);
        else Pop();
    }

    private List<object?> PopToMark()
    {
        if (marks.Count == 0) throw Empty();
        var items = stack[Floor..];
        stack.RemoveRange(Floor, items.Count);
        marks.RemoveAt(marks.Count - 1);
        return items;
    }

    private void Recall(long index) =>
        Push(memo.TryGetValue(index, out var value) ? value : throw bytes.Wrong($"memo {index}, which holds nothing", "one that was stored"));

    private object Integer(int length)
    {
        const int longest = byte.MaxValue;
        if (length > longest) throw bytes.Wrong($"a whole number of {length} bytes", $"at most {longest}");
        var number = new BigInteger(bytes.Bytes((ulong)length)); // little-endian, two's complement
        return number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
    }

    private int Length(int length) => length >= 0 ? length : throw bytes.Wrong($"a length of {length}", "0 or more");

    private object Digits(string text) => text switch
    {
        "00" => false,
        "01" => true,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw bytes.Wrong(PickleWords.Of(text), "a whole number of at most 64 bits"),
    };

    private long Index(string text) => Digits(text) is long and >= 0 and var index ? index : throw bytes.Wrong(PickleWords.Of(text), "a number of the memo");

    private double Fraction(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw bytes.Wrong(PickleWords.Of(text), "a number");

    private string Quoted(string text) => text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] && !text.Contains('\\')
        ? text[1..^1]
        : throw bytes.Wrong(PickleWords.Of(text), "a text in quotes, without escapes");

    private string Escaped(string text) => !text.Contains('\\') ? text : throw bytes.Wrong(PickleWords.Of(text), "a text without escapes");

    private CheckpointException Empty() => bytes.Wrong("an instruction for a value that is not there", "one for values that stand before it");

    private CheckpointException Unknown(char code) =>
        bytes.Wrong($"the instruction 0x{(int)code:x2}{(char.IsBetween(code, '!', '~') ? $" '{code}'" : "")}", "one that builds tensors and plain data");
}
