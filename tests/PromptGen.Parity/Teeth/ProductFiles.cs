namespace PromptGen.Parity.Teeth;

/// <summary>Where errors are made, below <c>src</c>.</summary>
internal static class ProductFiles
{
    public const string
        Prefix = "PromptGen/Prefixes/Prefix.cs",
        Optimizer = "PromptGen/Training/AdamW.cs",
        Loop = "PromptGen/Encoders/LayerLoop.cs",
        Positions = "PromptGen/Encoders/TokenPositions.cs",
        Mask = "PromptGen/Attention/AttentionMask.cs",
        Kernel = "PromptGen/Attention/DotProductAttention.cs",
        Disentangled = "PromptGen/Attention/DisentangledAttention.cs",
        Relative = "PromptGen/Attention/RelativePositions.cs",
        RelativeKeys = "PromptGen/Attention/RelativeKeys.cs",
        LinearBias = "PromptGen/Attention/LinearBias.cs",
        DistanceBias = "PromptGen/Attention/DistanceBias.cs",
        Rotation = "PromptGen/Attention/RotaryPositions.cs",
        RmsNorm = "PromptGen/Encoders/RmsNorm.cs",
        Pooling = "PromptGen/Heads/Pooling.cs",
        Output = "PromptGen/Encoders/EncoderOutput.cs",
        Transform = "PromptGen/Heads/HeadTransform.cs",
        Choices = "PromptGen/Heads/Choices.cs",
        TokenHead = "PromptGen/Heads/TokenClassificationHead.cs",
        AnswerHead = "PromptGen/Heads/QuestionAnsweringHead.cs",
        WordHead = "PromptGen/Heads/LanguageModelHead.cs",
        OneTokenHead = "PromptGen/Heads/SingleTokenClozeHead.cs",
        TextHead = "PromptGen/Heads/MultiTokenClozeHead.cs",
        Bert = "PromptGen.Backbones/Generated/BertEncoder.g.cs",
        Roberta = "PromptGen.Backbones/Generated/RobertaEncoder.g.cs",
        Deberta = "PromptGen.Backbones/Generated/DebertaEncoder.g.cs",
        DebertaV2 = "PromptGen.Backbones/Generated/DebertaV2Encoder.g.cs",
        Glm = "PromptGen.Backbones/Generated/GlmEncoder.g.cs",
        BertRelative = "PromptGen.Backbones/Generated/BertRelativeEncoder.g.cs",
        JinaBert = "PromptGen.Backbones/Generated/JinaBertEncoder.g.cs",
        ModernBert = "PromptGen.Backbones/Generated/ModernBertEncoder.g.cs",
        EuroBert = "PromptGen.Backbones/Generated/EuroBertEncoder.g.cs",
        RoFormer = "PromptGen.Backbones/Generated/RoFormerEncoder.g.cs",
        Albert = "PromptGen.Backbones/Generated/AlbertEncoder.g.cs",
        Electra = "PromptGen.Backbones/Generated/ElectraEncoder.g.cs";
}
