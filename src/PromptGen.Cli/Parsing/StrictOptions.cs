using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;

namespace PromptGen.Cli.Parsing;

/// <summary>
/// Has all values of a command read by <see cref="Values"/>. System.CommandLine's own conversions take a comma in a number for a separator of
/// thousands, know no characters, take a number for the name of an enumeration's value, and name .NET types in their messages.
/// </summary>
internal static class StrictOptions
{
    private static readonly MethodInfo OfOption = Generic(nameof(Set), typeof(Option<>)), OfArgument = Generic(nameof(Set), typeof(Argument<>));

    /// <summary>Sets the readers of all options and arguments of a command and of those below it. What reads its own values is left as it is.</summary>
    /// <exception cref="InvalidOperationException">An option has a type that nothing reads.</exception>
    public static void ApplyTo(Command command)
    {
        foreach (var option in command.Options.Where(option => Values.One(option.ValueType) != typeof(bool) && option.Arity.MaximumNumberOfValues > 0))
            OfOption.MakeGenericMethod(option.ValueType).Invoke(null, [option]);
        foreach (var argument in command.Arguments)
            OfArgument.MakeGenericMethod(argument.ValueType).Invoke(null, [argument]);
        foreach (var below in command.Subcommands) ApplyTo(below);
    }

    private static void Set<T>(Option<T> option) => option.CustomParser ??= Parser<T>(option.Name);

    private static void Set<T>(Argument<T> argument) => argument.CustomParser ??= Parser<T>($"<{argument.HelpName ?? argument.Name}>");

    private static Func<ArgumentResult, T?> Parser<T>(string name)
    {
        var one = Values.One(typeof(T));
        if (!Values.Knows(one)) throw new InvalidOperationException($"{name}: nothing reads values of the type {one}; add it to {nameof(Values)}.");
        return result =>
        {
            var values = new List<object>();
            foreach (var token in result.Tokens)
            {
                try
                {
                    values.Add(Values.Read(one, token.Value));
                }
                catch (FormatException e)
                {
                    result.AddError($"{name} {token.Value}: {e.Message}{(e.Message.EndsWith('?') ? "" : ".")}");
                    return default;
                }
            }
            if (!typeof(T).IsArray) return (T?)values.LastOrDefault();
            var array = Array.CreateInstance(one, values.Count);
            for (var i = 0; i < values.Count; i++) array.SetValue(values[i], i);
            return (T)(object)array;
        };
    }

    private static MethodInfo Generic(string name, Type parameter) => typeof(StrictOptions).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
        .Single(method => method.Name == name && method.GetParameters()[0].ParameterType.GetGenericTypeDefinition() == parameter);
}
