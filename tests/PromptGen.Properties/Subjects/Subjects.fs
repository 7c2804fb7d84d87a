/// Encoders, prefixes and models whose types are hidden, so that one law speaks of every family.
module PromptGen.Properties.Subjects

open System
open System.Threading
open PromptGen
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Prefixes
open PromptGen.Properties
open PromptGen.Training
open PromptGen.Tensors
open TorchSharp

/// Rows and what stands in them; every family makes its own input of it.
[<NoEquality; NoComparison>]
type Batch =
    { Rows: Rows
      Ids: torch.Tensor
      TokenTypes: torch.Tensor }

    member batch.Mask = torch.tensor(array2D batch.Rows.Mask)
    member batch.Padding = batch.Mask.logical_not()

/// The embedding output, the output of every layer, and what the encoder gives in the end.
type States = torch.Tensor list

[<NoEquality; NoComparison>]
type Model =
    { Logits: Batch -> torch.Tensor
      Loss: Batch -> torch.Tensor -> torch.Tensor
      /// Draws dropout from now on.
      Train: unit -> unit
      /// Trains on rows of so many tokens, which are not there to be read.
      FitNothing: int -> TrainingResult
      Trainables: ITrainable list
      Prefix: Modules.Parameter list
      /// What is trained of the head.
      Head: Modules.Parameter list
      /// All of the head.
      HeadWeights: Modules.Parameter list
      Fingerprint: unit -> string }

[<NoEquality; NoComparison>]
type Prompted =
    { Flat: unit -> torch.Tensor
      States: Batch -> States
      /// Puts the slots into another order.
      Reorder: int list -> unit
      Collapsed: unit -> Prompted
      With: HeadChoice -> Model }

[<NoEquality; NoComparison>]
type Subject =
    { /// The encoder alone, by the public way.
      Plain: Batch -> States
      /// The encoder alone, with its tokens moved.
      Moved: int -> Batch -> States
      /// The encoder's five parts, called here one after the other, with the tokens moved.
      Parts: int -> Batch -> States
      /// The same with a random prefix of so many slots in each layer, which moves the tokens as it would.
      Prefixed: int -> Batch -> States
      Prompt: PrefixChoice -> Prompted
      /// A model without prefix.
      HeadOnly: HeadChoice -> Model }

let private states (output: EncoderOutput) : States =
    match output.HiddenStates with
    | null -> failwith "The hidden states were asked for."
    | hidden -> List.ofSeq hidden @ [ output.LastHidden ]

let private values (named: seq<struct (string * Modules.Parameter)>) = [ for struct (_, parameter) in named -> parameter ]

let private perturbed (seed: int) (trainable: #ITrainable) =
    Tensors.perturb 0.5 seed (values (trainable.Parameters()) |> Seq.cast)
    trainable

let private head<'e when 'e :> Encoder and 'e :> IDescribed<'e>> (backbone: Backbone<'e>) (choice: HeadChoice) : Head<'e> =
    match choice.Kind with
    | OnRow input ->
        let form = backbone.Heads |> Seq.find (fun form -> form.Task = HeadTask.SequenceClassification && form.Input = input)
        new SequenceClassificationHead<'e>(backbone, choice.Labels, form) :> Head<'e>
    | OnTokens -> new TokenClassificationHead<'e>(backbone, choice.Labels)
    | OnWords ->
        match 'e.Description.Words with
        | null -> failwith $"{'e.Description.Architecture} scores no words."
        | words -> new LanguageModelHead<'e>(backbone, words)
    |> perturbed choice.Seed

let private model<'e, 'input when 'e :> Encoder<'input> and 'e :> IDescribed<'e> and 'input :> IEncoderInput<'input>>
    (read: Batch -> 'input) (backbone: Backbone<'e>) (prefix: Prefix<'e> | null) (choice: HeadChoice) : Model =
    let head = head backbone choice
    let model = backbone.Prompt(prefix, head)
    let nothing longest =
        { new ITrainingData<'input> with
            member _.BatchesPerEpoch = 1
            member _.LongestInput = longest
            member _.Epoch _ = failwith "The data was read." }
    { Logits = fun batch -> Forward.Logits(model, read batch)
      Loss = fun batch labels -> head.Loss(Forward.Logits(model, read batch), labels, batch.Mask)
      Train = model.Train
      FitNothing = fun longest -> Trainer.Fit(model, nothing longest, TrainingOptions(), null, null, CancellationToken.None)
      Trainables = List.ofSeq model.Trainables
      Prefix = match prefix with null -> [] | prefix -> values (prefix.Parameters())
      Head = values (head.Parameters())
      HeadWeights = values (head.Weights())
      Fingerprint = backbone.Fingerprint }

let rec private prompted<'e, 'input when 'e :> Encoder<'input> and 'e :> IDescribed<'e> and 'input :> IEncoderInput<'input>>
    (read: Batch -> 'input) (backbone: Backbone<'e>) (prefix: Prefix<'e>) : Prompted =
    let encoder = backbone.Prompt prefix
    { Flat = prefix.Flat
      States = fun batch -> Forward.Encode(encoder, read batch, true) |> states
      Reorder = fun order ->
          use _ = torch.no_grad ()
          // With an MLP and without, the first parameter has a row for every slot.
          let slots = (values (prefix.Parameters())).Head
          slots.copy_(slots.index_select(0, order |> List.map int64 |> Array.ofList |> torch.tensor)) |> ignore
      Collapsed = fun () -> prefix.Collapse backbone |> prompted read backbone
      With = model read backbone prefix }

let private prefix<'e when 'e :> Encoder and 'e :> IDescribed<'e>> (backbone: Backbone<'e>) (choice: PrefixChoice) =
    let reparameterization, size =
        match choice.Mlp with
        | Some size -> Reparameterization.Mlp, size
        | None -> Reparameterization.None, PrefixOptions().ReparameterizationSize
    let options =
        PrefixOptions(
            Length = choice.Length, Depth = choice.Depth.AsOption,
            Reparameterization = reparameterization, ReparameterizationSize = size)
    new Prefix<'e>(backbone, options) |> perturbed choice.Seed

let private parts (encoder: Encoder<'input, 'context>) (prefix: int -> LayerPrefix | null) (offset: int) (input: 'input) : States =
    let offsets = TensorArithmetic.Repeated(int64 (offset: int), input.Ids.shape[0], torch.CPU)
    let positions = encoder.Positions(input, offsets)
    let context = encoder.Prepare(input, positions)
    let embedded = encoder.Embed(input, positions)
    let first = if encoder.ZeroesPadding then embedded * input.Mask.unsqueeze 2 else embedded
    let hidden = [ 0 .. encoder.LayerCount - 1 ] |> List.scan (fun x layer -> encoder.RunLayer(layer, x, context, prefix layer)) first
    hidden @ [ encoder.Finish(List.last hidden) ]

let private slotsOf (encoder: Encoder) (slots: int) (seed: int) (layer: int) : LayerPrefix | null =
    let shape = encoder.KeyValues layer
    use generator = new torch.Generator(uint64 (seed + layer))
    let numbers () = torch.empty([| 1L; int64 shape.Heads; int64 slots; int64 shape.HeadSize |]).normal_(0.0, 1.0, generator)
    new LayerPrefix(numbers (), numbers (), null)

/// An encoder with every weight random.
let subject<'e, 'input, 'context when 'e :> Encoder<'input, 'context> and 'e :> IDescribed<'e> and 'input :> IEncoderInput<'input>>
    (read: Batch -> 'input) (seed: int) (backbone: Frozen<'e>) : Subject =
    let encoder = backbone.Encoder
    Tensors.perturb 0.4 seed (encoder.parameters () |> Seq.cast)
    { Plain = fun batch -> Forward.Encode(backbone.Prompt null, read batch, true) |> states
      Moved = fun offset batch -> encoder.Run(read batch, PrefixKeyValues.OffsetOnly offset, true) |> states
      Parts = fun offset batch -> parts encoder (fun _ -> null) offset (read batch)
      Prefixed = fun slots batch -> parts encoder (slotsOf encoder slots seed) (encoder.PositionShift slots) (read batch)
      Prompt = fun choice -> prefix backbone choice |> prompted read backbone
      HeadOnly = model read backbone null }
