using PromptGen.Cli.Training;
using PromptGen.Tasks;

namespace PromptGen.Cli.Tasks;

/// <summary>What <c>promptgen evaluate</c> was asked for.</summary>
/// <param name="Data">The file of examples.</param>
/// <param name="Reading">How it holds them.</param>
/// <param name="Metric">The metric's name; null: the task's usual one.</param>
/// <param name="UnseenLabels">What becomes of labels that training does not have.</param>
internal sealed record EvaluateRequest(string Data, DataReading Reading, string? Metric, UnseenLabels UnseenLabels);
