namespace PromptGen.Properties

open PromptGen.Attention
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Prefixes
open PromptGen.Tokenization

/// What attention makes of the distances between tokens.
type Distances =
    { Scores: RelativeScores
      /// From here on all are alike; none: from the number of positions on.
      Farthest: int option
      Buckets: int
      Normalized: bool
      /// Tokens and distances have the same projections.
      Shared: bool }

/// The sizes and options of an encoder; every family reads its own config from those that it has.
type Sizes =
    { Layers: int
      Hidden: int
      Heads: int
      HeadSize: int
      Inner: int
      Vocabulary: int
      TokenTypes: int
      /// Rows of the table of positions, where there is one.
      Positions: int
      AbsolutePositions: bool
      Distances: Distances
      Convolution: int
      PooledToken: HeadInput
      Activation: Activation
      Dropout: float
      Seed: int }

    /// The width of all keys, and of all values.
    member sizes.KeyWidth = sizes.Heads * sizes.HeadSize

/// Rows of tokens: 1 at tokens and 0 at padding; every row has a token. Blanks are filled behind part A, one after the other.
type Rows =
    { Mask: int64 list list
      Blanks: FilledBlank list list
      Seed: int }

    /// Where part B begins, or would.
    member rows.PartB =
        List.map2 (fun mask (blanks: FilledBlank list) -> if blanks.IsEmpty then int (List.sum mask) else blanks.Head.Start) rows.Mask rows.Blanks

type Depth =
    | All
    | First of int
    | Last of int
    | These of int list

    member depth.AsOption =
        match depth with
        | All -> PrefixDepth.All
        | First n -> PrefixDepth.First n
        | Last n -> PrefixDepth.Last n
        | These layers -> PrefixDepth.Layers layers

    /// Said a second time, so that the laws do not ask the code under test.
    member depth.Of(layers: int) =
        match depth with
        | All -> [ 0 .. layers - 1 ]
        | First n -> [ 0 .. n - 1 ]
        | Last n -> [ layers - n .. layers - 1 ]
        | These some -> List.sort some

type PrefixChoice =
    { Length: int
      Depth: Depth
      /// The inner width of the MLP, if one makes the prefix.
      Mlp: int option
      Seed: int }

type HeadKind =
    | OnRow of HeadInput
    | OnTokens
    /// A pretrained language model, frozen.
    | OnWords

type HeadChoice = { Kind: HeadKind; Labels: int; Seed: int }
