using System.Text.Json;
using PromptGen.Adapters;
using PromptGen.Cli.Terminal;
using PromptGen.Files;

namespace PromptGen.Cli.Training;

/// <summary>What to try after a training: commands that work as they stand.</summary>
internal sealed class NextSteps(TrainRequest request, TextInputs inputs)
{
    public void Print(Screen console)
    {
        foreach (var (why, arguments) in Steps())
        {
            console.WriteLine($"next        {why}:");
            console.WriteCommand($"  {Invocation.Command} {arguments}");
        }
    }

    private IEnumerable<(string Why, string Arguments)> Steps()
    {
        if (request.Output is { } output)
            yield return ("the adapter on a text of yours", $"predict --model {ShownPath.Quoted(request.Model)} --adapter {ShownPath.Quoted(output)}{string.Concat(request.Encoders.Select(own => $" {own.Option} {ShownPath.Quoted(own.Path)}"))} --text \"...\"{(inputs == TextInputs.Pair ? " --text-pair \"...\"" : "")}");
        if (request.Recipe is not { } recipe) yield break;
        foreach (var other in Directory.EnumerateFiles(Path.GetDirectoryName(recipe)!, "*.json").Where(file => file != recipe && IsRecipe(file)).Order(StringComparer.Ordinal))
            yield return ("another recipe", $"train {ShownPath.Quoted(other)}{Beside(Path.GetFileNameWithoutExtension(other))}");
        yield return ("the recipe on data of yours", $"train {ShownPath.Quoted(recipe)} --train mine.jsonl --dev mine-dev.jsonl --test mine-test.jsonl{Beside("mine")}");
    }

    private string Beside(string name) => request.Output is { } output ? $" --output {ShownPath.Quoted(Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(output))!, name))}" : "";

    private static bool IsRecipe(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(RegularFile.ReadUtf8(file, UserFile.Recipe));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("train", out _);
        }
        catch (Exception e) when (e is JsonException or UserException)
        {
            return false;
        }
    }
}
