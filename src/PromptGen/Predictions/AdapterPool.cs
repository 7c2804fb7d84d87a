using System.ComponentModel.DataAnnotations;
using PromptGen.Adapters;
using PromptGen.Encoders;

namespace PromptGen.Predictions;

/// <summary>
/// Adapters side by side over one frozen encoder. All members may be called from several threads at once: adapters are added, replaced and removed while
/// others predict, and a prediction that has begun ends with the adapters that it began with.
/// </summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
public sealed class AdapterPool<TEncoder> : IDisposable where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <summary>Rows in one forward pass, where nothing else is said.</summary>
    public const int UsualBatchSize = 32;

    private readonly Frozen<TEncoder> backbone;
    private readonly MixedPasses<TEncoder> passes;
    private readonly Lock gate = new();
    private readonly Dictionary<string, ReadyAdapter<TEncoder>> adapters = new(StringComparer.Ordinal);
    private bool disposed;

    /// <param name="backbone">
    /// The encoder; put into evaluation mode. It outlives the pool, stays where it is, and nothing is trained over it while the pool predicts.
    /// </param>
    /// <param name="paddingId">The tokenizer's padding id.</param>
    /// <param name="batchSize">Rows in one forward pass.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public AdapterPool(Frozen<TEncoder> backbone, int paddingId, [Range(1, int.MaxValue)] int batchSize = UsualBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        this.backbone = backbone;
        backbone.Encoder.eval();
        passes = new MixedPasses<TEncoder>(backbone, batchSize, paddingId);
    }

    /// <summary>The names of its adapters now, sorted.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (gate) return [.. adapters.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Takes an adapter in; from now on it is the pool's, which disposes of it.</summary>
    /// <param name="name">A name that no other adapter has.</param>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="AdapterException">The name is taken, or the adapter was made over another backbone.</exception>
    /// <exception cref="InvalidOperationException">The adapter is in a pool already.</exception>
    public void Add(string name, ReadyAdapter<TEncoder> adapter)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (adapters.ContainsKey(name)) throw new AdapterException($"There is an adapter '{name}' in the pool already; replace it, or give this one another name.");
            Take(name, adapter);
        }
    }

    /// <summary>Puts an adapter in the place of another one. What is being predicted with the old one ends with it.</summary>
    /// <param name="name">The old one's name.</param>
    /// <param name="adapter">The new one; from now on it is the pool's, which disposes of it.</param>
    /// <exception cref="AdapterException">There is none of that name, or the adapter was made over another backbone.</exception>
    /// <exception cref="InvalidOperationException">The adapter is in a pool already.</exception>
    public void Replace(string name, ReadyAdapter<TEncoder> adapter)
    {
        ReadyAdapter<TEncoder> old;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            old = Find(name);
            Take(name, adapter);
        }
        old.Dispose();
    }

    /// <summary>Removes an adapter. What is being predicted with it ends with it; then its memory is freed.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        ReadyAdapter<TEncoder>? old;
        lock (gate)
        {
            if (!adapters.Remove(name, out old)) return false;
        }
        old.Dispose();
        return true;
    }

    /// <summary>
    /// Predicts. Texts of like length go through the encoder together, whatever their adapters; each answer is the one that its text would get alone
    /// (within float rounding).
    /// </summary>
    /// <param name="requests">Texts and the names of their adapters.</param>
    /// <param name="cancellation">Ends it between batches.</param>
    /// <returns>For each request, in order, what its adapter says.</returns>
    /// <exception cref="AdapterException">There is no adapter of a name that is asked for; nothing was computed.</exception>
    /// <exception cref="AdapterException">Outputs are not finite: a number of the adapter is not, or numbers overflow on the way.</exception>
    /// <exception cref="Checkpoints.CheckpointException">Outputs are not finite, because a weight of the encoder is not.</exception>
    /// <exception cref="ArgumentException">A text has no tokens, more than fit behind its adapter's prefix, or one that the encoder has no row for; nothing was computed.</exception>
    /// <exception cref="InvalidOperationException">Something is being trained over the same encoder.</exception>
    public IReadOnlyList<Answer> Predict(IReadOnlyList<PredictionRequest> requests, CancellationToken cancellation = default)
    {
        if (backbone.Encoder.training)
            throw new InvalidOperationException("Something is being trained over the encoder of this pool, which then draws dropout; train over an encoder of its own.");
        var used = Enter(requests);
        try
        {
            ReadyAdapter<TEncoder>[] rows = [.. requests.Select(request => used[request.Adapter])];
            return passes.Predict(rows, [.. requests.Select(request => request.Text)], cancellation);
        }
        finally
        {
            foreach (var adapter in used.Values) adapter.Leave();
        }
    }

    /// <summary>Removes all adapters. The encoder is not the pool's and stays.</summary>
    public void Dispose()
    {
        ReadyAdapter<TEncoder>[] all;
        lock (gate)
        {
            disposed = true;
            all = [.. adapters.Values];
            adapters.Clear();
        }
        foreach (var adapter in all) adapter.Dispose();
    }

    /// <summary>The adapters that requests name, all as they are at one moment, kept until each is left.</summary>
    private Dictionary<string, ReadyAdapter<TEncoder>> Enter(IReadOnlyList<PredictionRequest> requests)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var named = requests.Select(request => request.Adapter).Distinct(StringComparer.Ordinal).ToDictionary(name => name, Find, StringComparer.Ordinal);
            var entered = new List<ReadyAdapter<TEncoder>>();
            try
            {
                foreach (var adapter in named.Values)
                {
                    adapter.Enter();
                    entered.Add(adapter);
                }
            }
            catch
            {
                foreach (var adapter in entered) adapter.Leave();
                throw;
            }
            return named;
        }
    }

    private ReadyAdapter<TEncoder> Find(string name) => adapters.GetValueOrDefault(name) ?? throw new AdapterException(
        adapters.Count == 0 ? $"There is no adapter '{name}' in the pool, which is empty."
            : $"There is no adapter '{name}' in the pool; there are {string.Join(", ", adapters.Keys.Order(StringComparer.Ordinal).Select(known => $"'{known}'"))}.");

    private void Take(string name, ReadyAdapter<TEncoder> adapter)
    {
        if (!ReferenceEquals(adapter.Backbone, backbone))
            throw new AdapterException($"The adapter for '{name}' was made over another {TEncoder.Description.Architecture} than the pool's.");
        adapter.Own();
        adapters[name] = adapter;
    }
}
