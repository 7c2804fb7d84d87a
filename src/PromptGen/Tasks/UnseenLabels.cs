namespace PromptGen.Tasks;

/// <summary>What becomes of examples whose label training does not have.</summary>
public enum UnseenLabels
{
    /// <summary>They are an error: most often a label is misspelled.</summary>
    Refused,

    /// <summary>They stay, and every answer to them is wrong: each such label gets an index beyond those that a model can answer.</summary>
    CountedAsWrong,
}
