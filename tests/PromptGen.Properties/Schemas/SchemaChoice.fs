namespace PromptGen.Properties.Schemas

/// A norm. Under `When` a switch of the schema decides whether it is there.
type NormChoice =
    { Rms: bool
      Bias: bool
      When: bool
      /// Only of blocks: the first layer lacks it.
      AbsentInFirst: bool }

type Projections =
    | Separate of query: bool * key: bool * value: bool
    | Fused of bias: bool * perHead: bool

/// Whether distances are projected as tokens are.
type Sharing =
    | Own
    | Shared
    | SharedByOption of on: bool

/// Distances of disentangled attention, and their table.
type RelativeChoice =
    { ContentToPosition: bool
      PositionToContent: bool
      ScoresByOption: bool
      Sharing: Sharing
      KeyBias: bool
      QueryBias: bool
      Dropout: bool
      Farthest: int
      /// None: the schema knows of no buckets; 0: the configuration has none.
      Buckets: int option
      Norm: NormChoice option }

/// Distances that have keys in each layer.
type RelativeKeysChoice =
    { OfQueries: bool
      OfKeys: bool
      ByOption: bool
      Distances: int }

/// What distances add to scores of all layers.
type ScoreBiasChoice =
    | NoScoreBias
    | Learned
    | Linear

type Visible =
    | All
    | BetweenTokens
    | Causal
    | ContextThenCausal

type RotaryChoice = { Neighbors: bool; NamedBase: bool }

type ActivationChoice =
    | Always of string
    | ByOption

type AttentionChoice =
    { Projections: Projections
      /// Biases beside projections without one: of queries, keys and values.
      Biases: bool * bool * bool
      Relative: RelativeChoice option
      /// Not beside `Relative`.
      RelativeKeys: RelativeKeysChoice option
      Rotary: RotaryChoice option
      Visible: Visible
      Window: int option
      Output: bool
      WeightDropout: bool }

type Gating =
    | Plain
    | Gated of bias: bool
    | FusedGate of bias: bool * first: bool

type FeedForwardChoice =
    { Gating: Gating
      Activation: ActivationChoice
      Up: bool
      Down: bool
      InnerDropout: bool }

/// What stands around a block.
type BlockChoice =
    { NormBefore: NormChoice option
      NormAfter: NormChoice option
      Dropout: bool }

/// A table that is always there, or one that a switch decides about.
type TableChoice =
    | NoTable
    | Table
    | Switched of on: bool

type PositionChoice =
    | Unsaid
    | Counted of afterPadding: bool * shifts: bool * table: TableChoice * limit: bool
    | Blocks of shifts: bool * positions: bool * blocks: bool

/// The embeddings' width, where it is not the layers'.
type WidthChoice = { Width: int; Always: bool; ProjectionBias: bool }

/// How the inner width is said.
type InnerChoice =
    | Key
    | Number
    | TimesAndPlus

type KernelChoice =
    | Literal of int
    /// A size that may be 0.
    | Optional of int

type ConvolutionChoice =
    { Layer: int
      Kernel: KernelChoice
      Dropout: bool
      Norm: NormChoice }

/// The layers between those of every n-th layer.
type OthersChoice = { Every: int; Window: int option; Visible: Visible; OtherBase: bool }

type DenseChoice = { Bias: bool; Activation: ActivationChoice; InputDropout: bool; Norm: bool option }

type FormChoice =
    { Task: string
      /// A word, or None: an option chooses.
      Input: string option
      Dense: DenseChoice option
      /// Of a tied output: whether it has a bias.
      TiedBias: bool }

/// A schema and the sizes of one configuration of it.
type SchemaChoice =
    { Number: int
      Seed: int
      Vocabulary: int
      Hidden: int
      Layers: int
      Heads: int
      KeyValueHeads: int option
      /// Where it is not hidden size / heads.
      HeadSize: int option
      Inner: int
      InnerSaid: InnerChoice
      Groups: int option
      Embedding: WidthChoice option
      Positions: PositionChoice
      /// 0: the configuration has none.
      TokenTypes: int option
      EmbeddingNorm: NormChoice option
      EmbeddingDropout: bool
      ZeroesPadding: bool option
      ScoreBias: ScoreBiasChoice
      AttentionFirst: bool
      Attention: AttentionChoice
      AroundAttention: BlockChoice
      FeedForward: FeedForwardChoice
      AroundFeedForward: BlockChoice
      /// A second feed-forward block.
      Second: BlockChoice option
      Others: OthersChoice option
      Convolution: ConvolutionChoice option
      FinalNorm: NormChoice option
      Pooler: bool option
      /// What the option of heads chooses.
      PooledToken: string
      Forms: FormChoice list
      /// What the switch of norms says.
      NormsOn: bool
      Activation: string
      Tokenizers: string list
      /// Whether the parts are those of a base, which this extends.
      Extends: bool }

    member schema.Name = $"Drawn{schema.Number}"

    member schema.SizeOfHead = schema.HeadSize |> Option.defaultValue (schema.Hidden / schema.Heads)

    member schema.EmbeddingWidth = match schema.Embedding with Some own -> own.Width | None -> schema.Hidden

    /// What tokens see, of each kind of layer.
    member schema.Sights = [ schema.Attention.Visible; yield! schema.Others |> Option.map _.Visible |> Option.toList ]

    /// Rows have a part A and a part B.
    member schema.HasParts =
        schema.Positions.IsBlocks
        || schema.Sights |> List.contains ContextThenCausal

    /// A convolution has no mask: padding reaches tokens through it, where padding is not zero.
    member schema.PaddingReaches =
        match schema.Convolution with
        | None | Some { Kernel = Literal 1 } -> false
        | Some convolution -> schema.ZeroesPadding <> Some true || convolution.Layer > 0

    /// Later tokens reach earlier ones through a convolution.
    member schema.LaterReaches =
        match schema.Convolution with
        | None | Some { Kernel = Literal 1 } -> false
        | Some _ -> schema.Sights |> List.exists (fun sight -> sight = Causal || sight = ContextThenCausal)

    /// In no layer a token sees what stands behind it.
    member schema.IsCausal = schema.Sights |> List.forall ((=) Causal) && not schema.LaterReaches

    /// The id that padding has where positions are counted by it.
    member schema.PaddingId =
        match schema.Positions with
        | Counted(true, _, _, _) -> Some 1
        | _ -> None

module Sizes =
    /// Rows of tables of positions: enough for every row and prefix here.
    let positions = 24
    let buckets, farthest = 8, 5
