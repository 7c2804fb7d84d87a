using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PromptGen.Checkpoints;

/// <summary>A Hugging Face <c>config.json</c>, read with errors that name the file, the key and what was expected.</summary>
public sealed class ConfigJson
{
    private readonly Dictionary<string, JsonElement> values;

    private ConfigJson(string source, Dictionary<string, JsonElement> values) => (Source, this.values) = (source, values);

    /// <summary>Where it came from: a path, or a preset's name.</summary>
    public string Source { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It is not there, is not a JSON object, or has a key twice.</exception>
    public static ConfigJson Read(string path) => JsonRoot.Read(path, CheckpointFile.Config, root => Of(root, path));

    /// <summary>Reads a text.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="source">What errors call it.</param>
    /// <exception cref="CheckpointException">It is not a JSON object.</exception>
    public static ConfigJson Parse(string json, string source) =>
        JsonRoot.Parse(Encoding.UTF8.GetBytes(json), source, CheckpointFile.Config.Expected, root => Of(root, source));

    private static ConfigJson Of(JsonElement root, string source)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String) _ = property.Value.GetString(); // fails here rather than at first use
            values[property.Name] = property.Value.Clone();
        }
        return new ConfigJson(source, values);
    }

    /// <summary>The <c>model_type</c>.</summary>
    /// <exception cref="CheckpointException">There is none.</exception>
    public string ModelType => Text("model_type", null);

    /// <summary>A whole number.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <exception cref="CheckpointException">It is absent, or not a positive whole number below 2³¹.</exception>
    public int Integer(string key, int? fallback = null) => Value(key) switch
    {
        null => fallback ?? throw Missing(key, "a whole number"),
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= 0 => number,
        { } value => throw Wrong(key, value, "a whole number, 0 or more"),
    };

    /// <summary>A size: a whole number, 1 or more.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <param name="least">0 where a size of 0 means that there is none.</param>
    /// <param name="unset">A number that means an absent key.</param>
    /// <exception cref="CheckpointException">It is absent, or not a whole number from <paramref name="least"/> to 2³¹ − 1.</exception>
    public int Size(string key, int? fallback = null, int least = 1, int? unset = null) => Value(key) switch
    {
        null => fallback ?? throw Missing(key, $"a whole number, {least} or more"),
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number == unset && fallback is { } meant => meant,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= least => number,
        { } value => throw Wrong(key, value, $"a whole number, {least} or more{(unset is null ? "" : $", or {unset} for none")}"),
    };

    /// <summary>A number above 0, such as the base of rotary positions.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <param name="whenNull">Taken where the key is there and null; null: as where it is absent.</param>
    /// <exception cref="CheckpointException">It is absent, or not a finite number above 0.</exception>
    public double Number(string key, double? fallback = null, double? whenNull = null) => Value(key) switch
    {
        null when whenNull is { } other && IsNull(key) => other,
        null => fallback ?? throw Missing(key, "a number above 0"),
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number > 0 && double.IsFinite(number) => number,
        { } value => throw Wrong(key, value, "a number above 0"),
    };

    /// <summary>A rate, such as dropout's or a norm's epsilon.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <exception cref="CheckpointException">It is absent, or not a number from 0 to below 1.</exception>
    public double Rate(string key, double? fallback = null) => Value(key) switch
    {
        null => fallback ?? throw Missing(key, "a number from 0 to below 1"),
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number is >= 0 and < 1 => number,
        { } value => throw Wrong(key, value, "a number from 0 to below 1"),
    };

    /// <summary>A text.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <exception cref="CheckpointException">It is absent, or not a text.</exception>
    public string Text(string key, string? fallback) => Value(key) switch
    {
        null => fallback ?? throw Missing(key, "a text"),
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        { } value => throw Wrong(key, value, "a text"),
    };

    /// <summary>An object of texts, such as <c>id2label</c>.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>Null where the key is absent or null.</returns>
    /// <exception cref="CheckpointException">It is something else.</exception>
    public IReadOnlyDictionary<string, string>? Texts(string key)
    {
        if (Value(key) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(key, value, "an object of texts");
        return Readable(key, () =>
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in value.EnumerateObject())
                texts[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : throw Wrong(key, property.Value, "an object of texts");
            return texts;
        });
    }

    /// <summary>One of the values that the schema covers; any other would silently be another model.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <param name="covered">What the schema covers: the value's JSON text (strings without quotes) and its meaning.</param>
    /// <exception cref="CheckpointException">The value is absent, or not among them.</exception>
    public T Option<T>(string key, T? fallback, params ReadOnlySpan<(string Value, T Meaning)> covered) where T : struct
    {
        if (Value(key) is not { } value) return fallback ?? throw Missing(key, $"one of {Names(covered)}");
        foreach (var (name, meaning) in covered)
            if (Same(value, name)) return meaning;
        throw NotCovered(key, value.InWords(), Names(covered));
    }

    /// <summary>
    /// Some of the values that the schema covers, together: texts in a list, or one text with <c>|</c> between them, as Hugging Face writes
    /// <c>pos_att_type</c> in both forms.
    /// </summary>
    /// <param name="key">Its key.</param>
    /// <param name="fallback">Taken where the key is absent or null; null: the key must be there.</param>
    /// <param name="covered">What the schema covers: each text and its flag.</param>
    /// <exception cref="CheckpointException">The value is absent, is empty, or holds a text that is not among them.</exception>
    public T OptionSet<T>(string key, T? fallback, params ReadOnlySpan<(string Value, T Flag)> covered) where T : struct, Enum
    {
        if (Value(key) is not { } value) return fallback ?? throw Missing(key, $"some of {Names(covered)}");
        var words = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split('|', StringSplitOptions.TrimEntries),
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
            _ => throw Wrong(key, value, $"some of {Names(covered)}, in a list or with '|' between them"),
        };
        var bits = 0L;
        foreach (var word in words)
        {
            var known = false;
            foreach (var (name, flag) in covered)
            {
                if (name != word) continue;
                bits |= Convert.ToInt64(flag);
                known = true;
            }
            if (!known) throw NotCovered(key, words.Length > 1 ? $"'{word}' among others" : $"'{word}'", Names(covered));
        }
        return bits == 0 ? throw Wrong(key, value, $"at least one of {Names(covered)}") : (T)Enum.ToObject(typeof(T), bits);
    }

    /// <summary>Checks a structural value that the schema takes for granted.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The JSON text (strings without quotes) that it must have, if it is there at all.</param>
    /// <param name="required">Whether it must be there, because an absent key means another value.</param>
    /// <exception cref="CheckpointException">It has another.</exception>
    public void Require(string key, string value, bool required = false) => Option(key, required ? (bool?)null : true, (value, true));

    /// <summary>Checks that a structural value is not there, of which the schema covers none.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">It is there.</exception>
    public void RequireAbsent(string key)
    {
        if (Value(key) is { } value) throw new CheckpointException($"{Source}: '{key}' is {value.InWords()}, and this encoder's schema covers no value of it; expected null, or no such key.");
    }

    /// <summary>Checks that an object has no members but some.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="members">Those that the schema covers.</param>
    /// <exception cref="CheckpointException">It has others, or is no object.</exception>
    public void RequireMembers(string key, params ReadOnlySpan<string> members)
    {
        if (Value(key) is not { } value) return;
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(key, value, "an object");
        foreach (var name in Readable(key, () => value.EnumerateObject().Select(property => property.Name).ToList()))
        {
            if (!members.Contains(name))
                throw new CheckpointException($"{Source}: '{key}' has '{name}', which this encoder's schema does not cover; it covers {string.Join(", ", members.ToArray().Select(member => $"'{member}'"))}.");
        }
    }

    /// <summary>Checks a list that says something of each layer.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="layers">How many layers there are.</param>
    /// <param name="word">What it must say of a layer, if it is there at all.</param>
    /// <exception cref="CheckpointException">It says something else, or is no list of so many texts.</exception>
    public void RequireForLayers(string key, int layers, Func<int, string> word)
    {
        if (Value(key) is not { } value) return;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != layers) throw Wrong(key, value, $"a list of {layers} texts, one for each layer");
        for (var layer = 0; layer < layers; layer++)
        {
            var item = value[layer];
            if (item.ValueKind != JsonValueKind.String || Readable(key, item.GetString) != word(layer))
                throw new CheckpointException($"{Source}: '{key}' is {item.InWords()} for layer {layer}, which is '{word(layer)}' by the other keys and this encoder's schema.");
        }
    }

    /// <summary>Of several keys for one thing, the one that is there.</summary>
    /// <param name="keys">The usual one first, which stands for all where none is there.</param>
    /// <exception cref="CheckpointException">Two are there, with different values.</exception>
    public string Either(params ReadOnlySpan<string> keys)
    {
        var (found, none) = ((string?)null, (string?)null);
        foreach (var key in keys)
        {
            if (Value(key) is not { } value) none ??= IsNull(key) ? key : null;
            else if (found is null) found = key;
            else if (!Same(value, Written(Value(found)!.Value)))
                throw new CheckpointException($"{Source}: '{found}' is {Value(found)!.Value.InWords()} and '{key}' is {value.InWords()}, which say the same thing; expected one value.");
        }
        return found ?? none ?? keys[0];
    }

    /// <summary>Checks a size that the schema takes to equal another.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="size">What it must be, if it is there at all.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <exception cref="CheckpointException">It is another.</exception>
    public void RequireSize(string key, int size, bool required = false) => Require(key, size.ToString(CultureInfo.InvariantCulture), required);

    private static string Names<T>(ReadOnlySpan<(string Value, T Meaning)> covered)
    {
        var names = new List<string>();
        foreach (var (name, _) in covered) names.Add($"'{name}'");
        return string.Join(", ", names);
    }

    private CheckpointException NotCovered(string key, string found, string covered) =>
        new($"{Source}: '{key}' is {found}, which this encoder's schema does not cover; it covers {covered}.");

    /// <summary>Whether a key is there, with a value other than null.</summary>
    /// <param name="key">The key.</param>
    public bool Has(string key) => Value(key) is not null;

    /// <summary>Whether a key has one of some values, or several in a list or with <c>|</c> between them.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">JSON texts, of strings without quotes.</param>
    public bool Says(string key, IReadOnlyCollection<string> values) => Value(key) switch
    {
        null => false,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().All(item => values.Any(known => Same(item, known))),
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Split('|', StringSplitOptions.TrimEntries).All(values.Contains),
        { } value => values.Any(known => Same(value, known)),
    };

    // 1 and 1.0 are one number.
    private static bool Same(JsonElement value, string text) => Written(value) == text
        || (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var other) && number == other);

    private static string Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private JsonElement? Value(string key) => Find(key) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    private bool IsNull(string key) => Find(key) is { ValueKind: JsonValueKind.Null };

    // Points lead into objects, as in rope_parameters.rope_theta.
    private JsonElement? Find(string key)
    {
        if (values.TryGetValue(key, out var value)) return value;
        for (var point = key.LastIndexOf('.'); point > 0; point = key.LastIndexOf('.', point - 1))
        {
            if (Find(key[..point]) is not { } parent) continue;
            if (parent.ValueKind == JsonValueKind.Null) return null;
            if (parent.ValueKind != JsonValueKind.Object) throw Wrong(key[..point], parent, "an object");
            if (!parent.TryGetProperty(key[(point + 1)..], out var inside)) return null;
            if (inside.ValueKind == JsonValueKind.String) _ = Readable(key, inside.GetString); // as those of the whole file, when it is parsed
            return inside;
        }
        return null;
    }

    private T Readable<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new CheckpointException($"{Source}: '{key}' holds a text that is not valid Unicode.", e);
        }
    }

    private CheckpointException Missing(string key, string expected) =>
        new($"{Source}: has no '{key}'; expected {expected}.");

    private CheckpointException Wrong(string key, JsonElement found, string expected) =>
        new($"{Source}: '{key}' is {found.InWords()}; expected {expected}.");
}
