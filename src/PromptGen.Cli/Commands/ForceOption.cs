using System.CommandLine;
using PromptGen.Adapters;
using PromptGen.Cli.Terminal;

namespace PromptGen.Cli.Commands;

/// <summary><c>--force</c>: lets checks of an adapter fail, each by its name.</summary>
internal static class ForceOption
{
    private static readonly Dictionary<string, AdapterCheck> ByName = Enum.GetValues<AdapterCheck>().ToDictionary(AdapterChecks.NameOf, StringComparer.Ordinal);

    public static Option<string[]> New()
    {
        var option = new Option<string[]>("--force")
        {
            Description = "Use the adapter though this check fails; may be given several times, once for each check. What is forced is said.",
            HelpName = string.Join('|', ByName.Keys),
        };
        option.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => !ByName.ContainsKey(name)))
                result.AddError($"--force {name}: is no check; the checks are {string.Join(", ", ByName.Keys)}, each forced by its name.");
        });
        return option;
    }

    public static AdapterChecks Checks(this ParseResult result, Option<string[]> option) => new((result.GetValue(option) ?? []).Select(name => ByName[name]));

    /// <summary>Says what was not checked and what was forced; not on standard output, where results go.</summary>
    public static void Say(AdapterChecks checks, NoteWriter notes)
    {
        foreach (var note in checks.Notes) notes.Say("note", note);
    }
}
