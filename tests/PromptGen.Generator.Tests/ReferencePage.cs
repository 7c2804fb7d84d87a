using System.Text;
using System.Text.Json;

namespace PromptGen.Generator.Tests;

/// <summary>The reference of the schema language as Markdown, made of <c>architecture.schema.json</c>, which other tests hold to the reader.</summary>
internal static class ReferencePage
{
    private const string ReferencePrefix = "#/definitions/";

    public static string Write(JsonElement schema)
    {
        var definitions = schema.GetProperty("definitions");
        var page = new StringBuilder("""
            # Reference of the schema language

            Every object and every property, made of [architecture.schema.json](architecture.schema.json) by a test (`PROMPTGEN_REFRESH_GENERATED=1 dotnet test tests/PromptGen.Generator.Tests`). How they act together
            is in [the README](README.md).


            """.ReplaceLineEndings("\n"));
        foreach (var definition in definitions.EnumerateObject().Where(definition => definition.Value.TryGetProperty("properties", out _)))
        {
            page.Append($"## {definition.Name}\n\n{Description(definition.Value)}\n\n| property | value | |\n|---|---|---|\n");
            foreach (var property in definition.Value.GetProperty("properties").EnumerateObject())
                page.Append($"| `{property.Name}` | {Value(property.Value, definitions)} | {Meaning(property.Value, definitions)} |\n");
            page.Append('\n');
        }
        foreach (var definition in definitions.EnumerateObject().Where(definition => IsShared(definition.Value)))
            page.Append($"## {definition.Name}\n\n{Meaning(definition.Value, definitions)}\n\nIt is {Value(definition.Value, definitions)}.\n\n");
        return page.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>What is neither an object nor a list of words that only its one property has.</summary>
    private static bool IsShared(JsonElement definition) => !definition.TryGetProperty("properties", out _) && !definition.TryGetProperty("enum", out _);

    private static string Description(JsonElement element) => element.GetProperty("description").GetString()!.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The property's description, and that of the words that it may have.</summary>
    private static string Meaning(JsonElement property, JsonElement definitions)
    {
        var words = References(property).Where(name => definitions.GetProperty(name).TryGetProperty("enum", out _)).Distinct();
        return string.Join(' ', [Description(property), .. words.Select(name => Description(definitions.GetProperty(name)))]);
    }

    private static string Value(JsonElement element, JsonElement definitions)
    {
        if (element.TryGetProperty("$ref", out var reference)) return Reference(reference.GetString()![ReferencePrefix.Length..], definitions);
        if (element.TryGetProperty("allOf", out var all)) return Value(all[0], definitions);
        if (element.TryGetProperty("anyOf", out var any)) return string.Join("; or ", any.EnumerateArray().Select(one => Value(one, definitions)).Where(text => text != "").Distinct());
        if (element.TryGetProperty("const", out var constant)) return $"`{constant.GetRawText()}`";
        if (element.TryGetProperty("enum", out var words)) return Joined(words.EnumerateArray().Select(word => $"`{word.GetString()}`"));
        if (element.TryGetProperty("additionalProperties", out var members) && members.ValueKind == JsonValueKind.Object)
            return $"{(element.TryGetProperty("propertyNames", out var names) ? $"under {Value(names, definitions)}" : "by name")} {Value(members, definitions)}";
        if (element.TryGetProperty("items", out var items)) return $"a list, each {Value(items, definitions)}";
        return Joined(Types(element).Where(type => type != "null").Select(type => type switch
        {
            "string" => "a text",
            "integer" => "a whole number" + Range(element),
            "number" => "a number" + Range(element),
            "boolean" => "`true` or `false`",
            _ => $"an {type}",
        }));
    }

    private static string Reference(string name, JsonElement definitions) => definitions.GetProperty(name) is var definition && definition.TryGetProperty("enum", out _)
        ? Value(definition, definitions)
        : $"[{name}](#{name.ToLowerInvariant()})";

    private static string Range(JsonElement element) => string.Concat(
        from bound in new[] { ("minimum", ", {0} or more"), ("exclusiveMinimum", ", above {0}"), ("maximum", ", {0} or less"), ("exclusiveMaximum", ", below {0}") }
        where element.TryGetProperty(bound.Item1, out _)
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, bound.Item2, element.GetProperty(bound.Item1).GetRawText()));

    private static IEnumerable<string> Types(JsonElement element) => !element.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") ? [member.Value.GetString()![ReferencePrefix.Length..]] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static string Joined(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
