namespace PromptGen.Properties

open PromptGen.Encoders
open PromptGen.Prefixes

/// The sizes of an encoder; every family reads its own config from them.
type Sizes =
    { Layers: int
      Heads: int
      HeadSize: int
      Inner: int
      Vocabulary: int
      TokenTypes: int
      /// Tokens and prefix slots that the position table has room for.
      Positions: int
      Activation: Activation
      Dropout: float
      Seed: int }

    member sizes.Hidden = sizes.Heads * sizes.HeadSize

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
    | OnPooler
    | OnFirstToken
    | OnTokens

type HeadChoice = { Kind: HeadKind; Labels: int; Seed: int }
