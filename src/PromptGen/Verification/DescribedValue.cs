using System.Text.Json;
using PromptGen.Checkpoints;

namespace PromptGen.Verification;

/// <summary>A value of a case's description, and its place there: what is absent or of another kind gives an error that names both.</summary>
internal sealed class DescribedValue
{
    private readonly string file, place;
    private readonly JsonElement value;

    private DescribedValue(string file, string place, JsonElement value) => (this.file, this.place, this.value) = (file, place, value);

    /// <summary>Reads a file that holds a JSON object.</summary>
    /// <exception cref="CheckpointException">It cannot be read, or holds something else.</exception>
    public static DescribedValue Read(string file) => JsonRoot.Read(file, CheckpointFile.Case, root => new DescribedValue(file, "", root.Clone()));

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    public bool IsText => value.ValueKind == JsonValueKind.String;

    /// <summary>The members of an object.</summary>
    public IEnumerable<(string Name, DescribedValue Value)> Members => IsObject
        ? value.EnumerateObject().Select(member => (member.Name, Below(place.Length == 0 ? member.Name : $"{place}.{member.Name}", member.Value)))
        : throw Wrong("an object");

    /// <summary>The items of an array.</summary>
    public IEnumerable<DescribedValue> Items => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select((item, i) => Below($"{place}[{i}]", item))
        : throw Wrong("an array");

    public string Text => IsText ? value.GetString()! : throw Wrong("a text");

    public double Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Wrong("a number");

    /// <summary>The numbers of an array, or the one number that it is.</summary>
    public IEnumerable<double> Numbers => value.ValueKind == JsonValueKind.Array ? Items.Select(item => item.Number) : [Number];

    /// <summary>A member, or null.</summary>
    public DescribedValue? Find(string name) =>
        Members.Where(member => member.Name == name && member.Value.value.ValueKind != JsonValueKind.Null).Select(member => member.Value).FirstOrDefault();

    /// <summary>A member that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expected">What it would be, in words.</param>
    public DescribedValue Get(string name, string expected) => Find(name)
        ?? throw new CheckpointException($"{file}: {(place.Length == 0 ? "has" : $"'{place}' has")} no '{name}'; expected {expected}.");

    /// <summary>A whole number.</summary>
    /// <param name="least">The smallest that it may be.</param>
    public int Whole(int least) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
        ? number
        : throw Wrong($"a whole number, {least} or more");

    private string Found => value.InWords();

    private DescribedValue Below(string at, JsonElement element) => new(file, at, element);

    private CheckpointException Wrong(string expected) => new($"{file}: '{place}' is {Found}; expected {expected}.");
}
