namespace PromptGen.Properties

open PromptGen.Backbones
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Properties.Subjects
open PromptGen.Tokenization
open TorchSharp

/// A family of encoders that the laws hold for; another one is another entry of `Family.All`.
[<NoEquality; NoComparison; StructuredFormatDisplay("{Name}")>]
type Family =
    { Name: string
      /// The id that marks padding, where positions are counted by it.
      Padding: int option
      /// Rows have a part A and a part B, and padding only at their end.
      Parts: bool
      /// Whether a prefix moves the positions of the tokens.
      PrefixMoves: bool
      /// Where the family leaves sizes and options no freedom, its own.
      Own: Sizes -> Sizes
      Heads: Sizes -> HeadKind list
      Make: Sizes -> Subject }

module internal Reading =
    let tokens (batch: Batch) = new TokenInput(batch.Ids, batch.Mask, batch.TokenTypes)

    let private numbers (inBlank: FilledBlank -> int -> int) (inPartA: int -> int) (batch: Batch) =
        List.map2
            (fun mask (blanks: FilledBlank list) ->
                mask |> List.mapi (fun i token ->
                    match blanks |> List.tryFind (fun blank -> blank.Start <= i && i < blank.Start + blank.Length) with
                    | Some blank -> int64 (inBlank blank i)
                    | None -> token * int64 (inPartA i)))
            batch.Rows.Mask batch.Rows.Blanks
        |> array2D
        |> torch.tensor

    /// A tensor of an input by its name. Positions and block positions are as the GLM paper counts them; padding has 0 of both.
    let named (name: string) (batch: Batch) : torch.Tensor =
        match name with
        | "Ids" -> batch.Ids
        | "Mask" -> batch.Mask
        | "TokenTypes" -> batch.TokenTypes
        | "Positions" -> numbers (fun blank _ -> blank.Position) id batch
        | "BlockPositions" -> numbers (fun blank i -> i - blank.Start + 1) (fun _ -> 0) batch
        | "PartB" -> batch.Rows.PartB |> List.map int64 |> Array.ofList |> torch.tensor
        | _ -> failwith $"No input has '{name}'."

    let parts (batch: Batch) = new GlmInput(batch.Ids, batch.Mask, named "Positions" batch, named "BlockPositions" batch, named "PartB" batch)

type Family with
    static member private Bert =
        { Name = "Bert"
          Padding = None
          Parts = false
          PrefixMoves = true
          Own = fun sizes -> { sizes with Hidden = sizes.KeyWidth; TokenTypes = max 1 sizes.TokenTypes; AbsolutePositions = true }
          Heads = fun _ -> [ OnRow HeadInput.Pooled; OnRow HeadInput.FirstToken; OnTokens; OnWords ]
          Make = fun sizes ->
              BertConfig(
                  VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                  IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                  Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
              |> fun config -> BertEncoder.Random(config, sizes.Seed)
              |> subject Reading.tokens sizes.Seed }

    /// A table of distances in each layer.
    static member private BertRelative =
        { Family.Bert with
            Name = "BertRelative"
            PrefixMoves = false
            Make = fun sizes ->
                BertRelativeConfig(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes, RelativeScores = sizes.Distances.Scores,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
                |> fun config -> BertRelativeEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    static member private Roberta =
        let padding = 1
        { Family.Bert with
            Name = "Roberta"
            Padding = Some padding
            Make = fun sizes ->
                RobertaConfig(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions + padding + 1, TokenTypeCount = sizes.TokenTypes,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, PaddingId = padding)
                |> fun config -> RobertaEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    static member private Deberta =
        { Name = "Deberta"
          Padding = None
          Parts = false
          PrefixMoves = true
          Own = fun sizes -> { sizes with Hidden = sizes.KeyWidth }
          Heads = fun _ -> [ OnRow HeadInput.FirstToken; OnTokens ]
          Make = fun sizes ->
              DebertaConfig(
                  VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                  IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                  AbsolutePositions = sizes.AbsolutePositions, RelativeScores = sizes.Distances.Scores,
                  FarthestDistance = Option.defaultValue 0 sizes.Distances.Farthest,
                  Activation = sizes.Activation, PoolerActivation = sizes.Activation,
                  HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, PoolerDropout = sizes.Dropout)
              |> fun config -> DebertaEncoder.Random(config, sizes.Seed)
              |> subject Reading.tokens sizes.Seed }

    static member private DebertaV2 =
        { Family.Deberta with
            Name = "DebertaV2"
            Own = id
            Make = fun sizes ->
                DebertaV2Config(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    HeadSize = (if sizes.Hidden = sizes.KeyWidth then 0 else sizes.HeadSize),
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                    AbsolutePositions = sizes.AbsolutePositions, RelativeScores = sizes.Distances.Scores,
                    FarthestDistance = Option.defaultValue 0 sizes.Distances.Farthest, DistanceBuckets = sizes.Distances.Buckets,
                    NormalizesDistances = sizes.Distances.Normalized, SharesProjections = sizes.Distances.Shared,
                    ConvolutionSize = sizes.Convolution, ConvolutionActivation = sizes.Activation,
                    Activation = sizes.Activation, PoolerActivation = sizes.Activation,
                    HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, PoolerDropout = sizes.Dropout)
                |> fun config -> DebertaV2Encoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    static member private Glm =
        { Name = "Glm"
          Padding = None
          Parts = true
          PrefixMoves = false
          Own = fun sizes -> { sizes with Hidden = sizes.KeyWidth; AbsolutePositions = true; Activation = Activation.GeluTanh }
          Heads = fun sizes -> [ OnRow HeadInput.FirstToken; OnRow sizes.PooledToken; OnWords ]
          Make = fun sizes ->
              GlmConfig(
                  VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                  SequenceLength = sizes.Positions - 1, PooledToken = sizes.PooledToken,
                  EmbeddingDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, OutputDropout = sizes.Dropout)
              |> fun config -> GlmEncoder.Random(config, sizes.Seed)
              |> subject Reading.parts sizes.Seed }

    /// Tables of a width of their own.
    static member private Electra =
        { Family.Bert with
            Name = "Electra"
            Heads = fun _ -> [ OnRow HeadInput.FirstToken; OnTokens; OnWords ]
            Make = fun sizes ->
                ElectraConfig(
                    VocabSize = sizes.Vocabulary, EmbeddingSize = max 3 sizes.Inner, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
                |> fun config -> ElectraEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Layers that share their weights.
    static member private Albert =
        { Family.Bert with
            Name = "Albert"
            Heads = fun _ -> [ OnRow HeadInput.Pooled; OnTokens; OnWords ]
            Make = fun sizes ->
                AlbertConfig(
                    VocabSize = sizes.Vocabulary, EmbeddingSize = max 3 sizes.Inner, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers,
                    GroupCount = (if sizes.Layers % 2 = 0 then sizes.Layers / 2 else 1), HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
                |> fun config -> AlbertEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Rotary positions, windows, a gate.
    static member private ModernBert =
        let pooled (sizes: Sizes) = if sizes.PooledToken = HeadInput.FirstToken then HeadInput.FirstToken else HeadInput.MeanOfTokens
        { Family.Bert with
            Name = "ModernBert"
            Own = fun sizes -> { sizes with HeadSize = 2 * sizes.HeadSize; Hidden = 2 * sizes.KeyWidth; AbsolutePositions = true }
            Heads = fun sizes -> [ OnRow(pooled sizes); OnTokens; OnWords ]
            Make = fun sizes ->
                ModernBertConfig(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, GlobalInterval = 1 + sizes.Layers % 3, LocalAttention = 2 * (1 + sizes.Seed % 3),
                    GlobalBase = 100.0, LocalBase = 10.0, Activation = sizes.Activation, HeadActivation = sizes.Activation, PooledToken = pooled sizes,
                    EmbeddingDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, InnerDropout = sizes.Dropout)
                |> fun config -> ModernBertEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Norms by the root mean square, fewer key/value heads.
    static member private EuroBert =
        let pooled (sizes: Sizes) =
            match sizes.PooledToken with
            | HeadInput.FirstToken -> HeadInput.FirstToken
            | HeadInput.EndOfPartA -> HeadInput.MeanOfTokens
            | _ -> HeadInput.Tokens
        { Family.Bert with
            Name = "EuroBert"
            Own = fun sizes -> { sizes with HeadSize = 2 * sizes.HeadSize; AbsolutePositions = true }
            Heads = fun sizes -> [ OnRow(pooled sizes); OnTokens ]
            Make = fun sizes ->
                EuroBertConfig(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = 2 * sizes.Heads,
                    KeyValueHeadCount = sizes.Heads, HeadSize = sizes.HeadSize, IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions,
                    RotaryBase = 50.0, Activation = sizes.Activation, PooledToken = pooled sizes, AttentionDropout = sizes.Dropout)
                |> fun config -> EuroBertEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Tokens that see what stands before them, and a head over the last.
    static member private Qwen2 =
        { Family.EuroBert with
            Name = "Qwen2"
            Heads = fun _ -> [ OnRow HeadInput.LastToken; OnTokens ]
            Make = fun sizes ->
                Qwen2Config(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = 2 * sizes.Heads,
                    KeyValueHeadCount = sizes.Heads, HeadSize = sizes.HeadSize, IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions,
                    RotaryBase = 50.0, Activation = sizes.Activation, AttentionDropout = sizes.Dropout)
                |> fun config -> Qwen2Encoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Rotary positions of neighbors.
    static member private RoFormer =
        { Family.Electra with
            Name = "RoFormer"
            Own = fun sizes ->
                { sizes with
                    HeadSize = 2 * sizes.HeadSize; Hidden = 2 * sizes.KeyWidth; TokenTypes = max 1 sizes.TokenTypes; AbsolutePositions = true }
            Make = fun sizes ->
                RoFormerConfig(
                    VocabSize = sizes.Vocabulary, EmbeddingSize = max 3 sizes.Inner, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
                |> fun config -> RoFormerEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Distances add to scores.
    static member private Mpnet =
        let padding = 1
        { Family.Roberta with
            Name = "Mpnet"
            Heads = fun _ -> [ OnRow HeadInput.FirstToken; OnTokens; OnWords ]
            Make = fun sizes ->
                MpnetConfig(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions + padding + 1, DistanceBuckets = 8,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout, PaddingId = padding)
                |> fun config -> MpnetEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    /// Distances times a slope add to scores; a gate in one map.
    static member private JinaBert =
        { Family.BertRelative with
            Name = "JinaBert"
            Make = fun sizes ->
                JinaBertConfig(
                    VocabSize = sizes.Vocabulary, HiddenSize = sizes.Hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                    IntermediateSize = sizes.Inner, MaxPositions = sizes.Positions, TokenTypeCount = sizes.TokenTypes, GateActivation = sizes.Activation,
                    Activation = sizes.Activation, HiddenDropout = sizes.Dropout, AttentionDropout = sizes.Dropout)
                |> fun config -> JinaBertEncoder.Random(config, sizes.Seed)
                |> subject Reading.tokens sizes.Seed }

    static member All =
        [ Family.Bert; Family.Roberta; Family.Deberta; Family.DebertaV2; Family.Glm
          Family.Electra; Family.Albert; Family.ModernBert; Family.EuroBert; Family.Qwen2; Family.RoFormer; Family.Mpnet; Family.BertRelative; Family.JinaBert ]
