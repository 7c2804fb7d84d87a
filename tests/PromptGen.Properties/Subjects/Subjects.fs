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
open TorchSharp

/// The embedding output, the output of every layer, and what the encoder gives in the end.
type States = torch.Tensor list

[<NoEquality; NoComparison>]
type Model =
    { Logits: TokenInput -> torch.Tensor
      Loss: TokenInput -> torch.Tensor -> torch.Tensor
      /// Draws dropout from now on.
      Train: unit -> unit
      Fit: ITrainingData<TokenInput> -> TrainingResult
      Trainables: ITrainable list
      Prefix: Modules.Parameter list
      Head: Modules.Parameter list
      Fingerprint: unit -> string }

[<NoEquality; NoComparison>]
type Prompted =
    { Flat: unit -> torch.Tensor
      States: TokenInput -> States
      /// The same prefix with its slots in another order.
      Reordered: int list -> Prompted
      Collapsed: unit -> Prompted
      With: HeadChoice -> Model }

[<NoEquality; NoComparison>]
type Subject =
    { /// The encoder alone, by the public way.
      Plain: TokenInput -> States
      /// The encoder alone, with its tokens moved.
      Moved: int -> TokenInput -> States
      /// The encoder's five parts, called here one after the other, with the tokens moved.
      Parts: int -> TokenInput -> States
      Prompt: PrefixChoice -> Prompted
      /// A model without prefix.
      HeadOnly: HeadChoice -> Model }

let private states (output: EncoderOutput) : States =
    match output.HiddenStates with
    | null -> failwith "The hidden states were asked for."
    | hidden -> List.ofSeq hidden @ [ output.LastHidden ]

let private parameters (trainable: ITrainable) = [ for struct (_, parameter) in trainable.Parameters() -> parameter ]

let private perturbed (seed: int) (trainable: #ITrainable) =
    Tensors.perturb 0.5 seed (parameters trainable |> Seq.cast)
    trainable

let private head<'e when 'e :> Encoder and 'e :> IDescribed<'e>> (backbone: Backbone<'e>) (choice: HeadChoice) : Head<'e> =
    let form task input = 'e.Description.Heads |> Seq.find (fun form -> form.Task = task && form.Input = input)
    let onRow input =
        new SequenceClassificationHead<'e>(backbone, choice.Labels, form HeadTask.SequenceClassification input) :> Head<'e>
    match choice.Kind with
    | OnPooler -> onRow HeadInput.Pooled
    | OnFirstToken -> onRow HeadInput.FirstToken
    | OnTokens -> new TokenClassificationHead<'e>(backbone, choice.Labels)
    |> perturbed choice.Seed

let private model<'e when 'e :> Encoder<TokenInput> and 'e :> IDescribed<'e>>
    (backbone: Backbone<'e>) (prefix: Prefix<'e> | null) (choice: HeadChoice) : Model =
    let head = head backbone choice
    let model = backbone.Prompt(prefix, head)
    { Logits = fun input -> Forward.Logits(model, input)
      Loss = fun input labels -> head.Loss(Forward.Logits(model, input), labels, input.Mask)
      Train = model.Train
      Fit = fun data -> Trainer.Fit(model, data, TrainingOptions(), null, null, CancellationToken.None)
      Trainables = List.ofSeq model.Trainables
      Prefix = match prefix with null -> [] | prefix -> parameters prefix
      Head = parameters head
      Fingerprint = backbone.Fingerprint }

let rec private prompted<'e when 'e :> Encoder<TokenInput> and 'e :> IDescribed<'e>>
    (backbone: Backbone<'e>) (prefix: Prefix<'e>) : Prompted =
    let encoder = backbone.Prompt prefix
    { Flat = prefix.Flat
      States = fun input -> Forward.Encode(encoder, input, true) |> states
      Reordered = fun order ->
          let rows = order |> List.map int64 |> Array.ofList |> torch.tensor
          Prefix<'e>.FromFlat(backbone, prefix.Options, prefix.Flat().index_select(0, rows)) |> prompted backbone
      Collapsed = fun () -> prefix.Collapse backbone |> prompted backbone
      With = model backbone prefix }

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

let private parts (encoder: Encoder<TokenInput, 'context>) (offset: int) (input: TokenInput) : States =
    let offsets = torch.full([| input.Ids.shape[0] |], (offset: int).ToScalar(), torch.int64)
    let positions = encoder.Positions(input, offsets)
    let context = encoder.Prepare(input, positions)
    let hidden =
        [ 0 .. encoder.LayerCount - 1 ]
        |> List.scan (fun x layer -> encoder.RunLayer(layer, x, context, null)) (encoder.Embed(input, positions))
    hidden @ [ encoder.Finish(List.last hidden) ]

/// An encoder with every weight random.
let subject<'e, 'context when 'e :> Encoder<TokenInput, 'context> and 'e :> IDescribed<'e>> (seed: int) (backbone: Frozen<'e>) : Subject =
    let encoder = backbone.Encoder
    Tensors.perturb 0.4 seed (encoder.parameters () |> Seq.cast)
    { Plain = fun input -> Forward.Encode(backbone.Prompt null, input, true) |> states
      Moved = fun offset input -> encoder.Run(input, PrefixKeyValues.OffsetOnly offset, true) |> states
      Parts = parts encoder
      Prompt = fun choice -> prefix backbone choice |> prompted backbone
      HeadOnly = model backbone null }
