namespace PromptGen.Tokenization;

/// <summary>Which tokenizer class a folder is read with: a class that builds its own pipeline, or one that takes tokenizer.json as it is.</summary>
/// <remarks>What transformers 5.24's AutoTokenizer does.</remarks>
internal static class TokenizerClasses
{
    /// <summary>Whether a class takes tokenizer.json as it is; transformers 5 writes the second name where 4 wrote the first.</summary>
    public static bool IsGeneric(string name) => name is "PreTrainedTokenizerFast" or "TokenizersBackend";

    /// <summary>Whether tokenizer.json of a model type is taken as it is, whatever class a folder names.</summary>
    public static bool IsIgnored(string? modelType) => modelType is "modernbert" or "xlm-roberta-xl" or "nystromformer";

    /// <summary>Whether a model type always has its own class.</summary>
    public static bool IsForced(string? modelType) => modelType is "qwen2";

    /// <summary>The class of a model type where a folder names none; null: tokenizer.json is taken as it is.</summary>
    public static string? Of(string? modelType) => modelType switch
    {
        "bert" => "BertTokenizer",
        "electra" => "ElectraTokenizer",
        "distilbert" => "DistilBertTokenizer",
        "mobilebert" => "MobileBertTokenizer",
        "mpnet" => "MPNetTokenizer",
        "roberta" => "RobertaTokenizer",
        "gpt2" => "GPT2Tokenizer",
        "deberta" => "DebertaTokenizer",
        "deberta-v2" => "DebertaV2Tokenizer",
        "xlm-roberta" => "XLMRobertaTokenizer",
        "camembert" => "CamembertTokenizer",
        "albert" => "AlbertTokenizer",
        "qwen2" => "Qwen2Tokenizer",
        _ => null,
    };
}
