module PromptGen.Properties.FrozenLaws

open FsCheck.Xunit
open PromptGen.Properties
open PromptGen.Properties.Subjects
open PromptGen.Properties.Tensors
open PromptGen.Training
open TorchSharp

let private train (model: Model) (scene: Scene) (head: HeadChoice) (steps: int) (rate: float) =
    use optimizer = new AdamW(AdamWOptions(WeightDecay = 0.01), model.Trainables)
    torch.random.manual_seed(int64 scene.Rows.Seed) |> ignore
    model.Train()
    for _ in 1..steps do
        optimizer.ZeroGradients()
        (model.Loss scene.Input (scene.Labels head)).backward()
        optimizer.Step rate

let private copies (parameters: Modules.Parameter list) = parameters |> List.map (fun parameter -> parameter.detach().clone())

let private changed (before: torch.Tensor list) (after: Modules.Parameter list) =
    List.exists2 (fun a (b: Modules.Parameter) -> not (same a b)) before after

[<Property>]
let ``training changes prefix and head and no byte of the encoder`` (TrainingScene(scene, head, steps, rate)) = inScope <| fun () ->
    let model = scene.Prompted.With head
    let frozen, prefix, headBefore = model.Fingerprint(), copies model.Prefix, copies model.Head
    train model scene head steps rate
    model.Fingerprint() = frozen && changed prefix model.Prefix && changed headBefore model.Head

[<Property>]
let ``training a head alone changes it and no byte of the encoder`` (TrainingScene(scene, head, steps, rate)) = inScope <| fun () ->
    let model = scene.Subject.HeadOnly head
    let frozen, headBefore = model.Fingerprint(), copies model.Head
    train model scene head steps rate
    model.Fingerprint() = frozen && changed headBefore model.Head

[<Property>]
let ``training under a language model changes the prefix and no byte of encoder or head`` (LanguageModelScene(scene, head, steps, rate)) = inScope <| fun () ->
    let model = scene.Prompted.With head
    let frozen, prefix, headBefore = model.Fingerprint(), copies model.Prefix, copies model.HeadWeights
    train model scene head steps rate
    model.Fingerprint() = frozen && changed prefix model.Prefix && not (changed headBefore model.HeadWeights)
