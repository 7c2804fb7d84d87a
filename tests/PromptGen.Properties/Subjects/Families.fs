namespace PromptGen.Properties

open PromptGen.Backbones
open PromptGen.Properties.Subjects

/// A family of encoders that the laws hold for; another one is another entry of `Family.All`.
[<NoEquality; NoComparison; StructuredFormatDisplay("{Name}")>]
type Family =
    { Name: string
      /// The id that marks padding, where positions are counted by it.
      Padding: int option
      Make: Sizes -> Subject }

    static member private Bert =
        { Name = "Bert"
          Padding = None
          Make = fun sizes ->
              BertConfig(
                  VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                  IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                  Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
              |> fun config -> BertEncoder.Random(config, sizes.Seed)
              |> subject sizes.Seed }

    static member private Roberta =
        let padding = 1
        { Name = "Roberta"
          Padding = Some padding
          Make = fun sizes ->
              RobertaConfig(
                  VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                  IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions + padding + 1, TokenTypeCount = sizes.TokenTypes,
                  Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, PaddingId = padding)
              |> fun config -> RobertaEncoder.Random(config, sizes.Seed)
              |> subject sizes.Seed }

    static member All = [ Family.Bert; Family.Roberta ]
