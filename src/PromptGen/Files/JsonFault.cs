using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace PromptGen.Files;

/// <summary>What a JSON reader objects to, with one place, from 1 and in characters, where the reader's own message counts bytes from 0.</summary>
public static partial class JsonFault
{
    /// <summary>For readers: a name that an object has twice is an error, since readers differ in which of the two they take.</summary>
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>Describes an error.</summary>
    /// <param name="source">What the text is called, such as its path.</param>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <param name="what">What is wrong with all of it, such as <c>is not JSON</c>.</param>
    /// <param name="fault">What was thrown.</param>
    /// <returns><c>source(line,column): what: reason</c>, without a full stop.</returns>
    public static string Describe(string source, ReadOnlySpan<byte> utf8, string what, JsonException fault)
    {
        if (!Utf8.IsValid(utf8)) return $"{source}: {what}: it is not UTF-8";
        if (FindRepeated(utf8) is var (name, at))
            return $"{source}{Place(utf8, at)}: has '{name}' twice in one object; expected each name once";
        var reason = Reason(fault);
        var place = fault.LineNumber is { } line ? Place(utf8, Offset(utf8, line, fault.BytePositionInLine ?? 0)) : "";
        return $"{source}{place}: {what}: {reason}";
    }

    /// <summary>Where a byte is, as compilers write it.</summary>
    private static string Place(ReadOnlySpan<byte> utf8, long at)
    {
        var before = utf8[..(int)at];
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"({before.Count((byte)'\n') + 1},{column})");
    }

    private static long Offset(ReadOnlySpan<byte> utf8, long line, long inLine)
    {
        var start = 0;
        for (; line > 0 && utf8[start..].IndexOf((byte)'\n') is >= 0 and var end; line--) start += end + 1;
        return Math.Min(start + inLine, utf8.Length);
    }

    /// <summary>The reason alone, without a place and without a full stop.</summary>
    /// <param name="fault">What was thrown.</param>
    public static string Reason(JsonException fault) => Reason(fault.Message, fault.Path);

    // "... Path: $.a | LineNumber: 0 | BytePositionInLine: 6." ends most messages.
    private static string Reason(string message, string? path)
    {
        if (Translated(message, path) is { } translated) return translated;
        foreach (var mark in (ReadOnlySpan<string>)[" Path: ", " LineNumber: "])
            if (message.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var end) message = message[..end];
        message = message.TrimEnd('.');
        return message.StartsWith("'N'", StringComparison.Ordinal) || message.StartsWith("'I'", StringComparison.Ordinal)
            ? $"{message} (JSON has no NaN and no Infinity)" : message;
    }

    /// <summary>What the library says to programmers, in words for who wrote the text; null: it says it well enough.</summary>
    private static string? Translated(string message, string? path) =>
        message.Contains("does not contain any JSON tokens", StringComparison.Ordinal) ? "it is empty, or ends where a value is expected"
        : message.Contains("trailing comma", StringComparison.Ordinal) ? "a comma is followed by nothing"
        : message.StartsWith("Expected depth to be zero", StringComparison.Ordinal) ? "it ends within an object or array"
        : message.StartsWith("Expected end of string", StringComparison.Ordinal) ? "it ends within a text"
        : MostDepth().Match(message) is { Success: true } deep ? $"it is nested more than {deep.Groups[1].Value} deep"
        : UnknownProperty().Match(message) is { Success: true } unknown ? $"nothing is called '{unknown.Groups[1].Value}' there"
        : MissingProperties().Match(message) is { Success: true } missing ? $"it has no {missing.Groups[1].Value.TrimEnd('.')}{At(path)}"
        : NotNullable().Match(message) is { Success: true } absent ? $"'{JsonNamingPolicy.CamelCase.ConvertName(absent.Groups[1].Value)}' is null{At(path)}"
        : message.Contains("could not be converted to", StringComparison.Ordinal) ? $"what stands at {path ?? "$"} is of another kind than expected"
        : null;

    private static string At(string? path) => path is null or "$" ? "" : $" (at {path})";

    [GeneratedRegex("(?:property or field|constructor parameter) '(.*?)' on type .* null")]
    private static partial Regex NotNullable();

    [GeneratedRegex(@"maximum configured depth of (\d+)")]
    private static partial Regex MostDepth();

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex UnknownProperty();

    [GeneratedRegex("was missing required properties including: (.*?)( Path:.*)?$")]
    private static partial Regex MissingProperties();

    /// <summary>The second name of two that are the same in one object; null: there is none before the text ends or is no JSON.</summary>
    private static (string Name, long At)? FindRepeated(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var open = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) open.Push(new(StringComparer.Ordinal));
                else if (reader.TokenType == JsonTokenType.EndObject) open.Pop();
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.GetString()! is var name && !open.Peek().Add(name))
                    return (name, reader.TokenStartIndex);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
        }
        return null;
    }
}
