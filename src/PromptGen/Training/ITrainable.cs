using TorchSharp.Modules;

namespace PromptGen.Training;

/// <summary>Something an optimizer may change: a prefix, a head, an unfrozen encoder. A frozen encoder is none.</summary>
public interface ITrainable
{
    /// <summary>Its parameters, with the names under which an adapter stores them.</summary>
    IEnumerable<(string Name, Parameter Parameter)> Parameters();
}
