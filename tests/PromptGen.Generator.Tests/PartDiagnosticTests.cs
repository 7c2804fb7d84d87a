namespace PromptGen.Generator.Tests;

/// <summary>Diagnostics of parts that do not go together, or that a copied line repeats: the exact text, line and column.</summary>
public class PartDiagnosticTests
{
    [Theory]
    [InlineData("bert.json", "\"paper\": \"https://arxiv.org/abs/1810.04805\"", "\"paper\": \"arXiv:1810.04805\"",
        "bert.json(7,12): error PGEN114: 'paper' is 'arXiv:1810.04805', which is no web address; expected one that begins with 'https://'")]
    [InlineData("mine.json", "\"source\": \"https://example.org\"", "\"source\": \"example.org\"",
        "mine.json(14,69): error PGEN114: 'source' is 'example.org', which is no web address; expected one that begins with 'https://'")]
    [InlineData("bert.json", "\"input\": \"firstToken\"", "\"input\": \"startOfPartB\"",
        "bert.json(93,18): error PGEN115: A head reads 'startOfPartB', which this encoder does not give: it has no parts in its rows; read 'firstToken', or remove the form")]
    [InlineData("modernbert.json", "\"mean\": \"meanOfTokens\"", "\"mean\": \"meanOfTokens\", \"pool\": \"pooled\"",
        "modernbert.json(129,18): error PGEN115: With 'pool' of the option 'pooledToken' a head reads 'pooled', which this encoder does not give: it has no pooler; read 'firstToken', or remove the form",
        "modernbert.json(159,18): error PGEN115: With 'pool' of the option 'pooledToken' a head reads 'pooled', which this encoder does not give: it has no pooler; read 'firstToken', or remove the form")]
    [InlineData("eurobert.json", "\"input\": \"tokens\"", "\"input\": \"firstToken\"",
        "eurobert.json(113,28): error PGEN116: A head for 'tokenClassification' has the input 'firstToken'; it answers for every token, so it reads 'tokens'")]
    [InlineData("glm.json", "\"input\": \"tokens\", \"tied\"", "\"input\": { \"option\": \"pooledToken\" }, \"tied\"",
        "glm.json(101,26): error PGEN116: A head for 'languageModel' has the input 'firstToken'; it answers for every token, so it reads 'tokens'",
        "glm.json(101,26): error PGEN116: A head for 'languageModel' has the input 'startOfPartB'; it answers for every token, so it reads 'tokens'",
        "glm.json(101,26): error PGEN116: A head for 'languageModel' has the input 'endOfPartA'; it answers for every token, so it reads 'tokens'")]
    [InlineData("eurobert.json", "{ \"input\": \"tokens\", \"output\": { \"from\": \"/classifier\" } }", "{ \"input\": \"tokens\", \"tied\": { \"table\": \"word\" } }",
        "eurobert.json(113,46): error PGEN116: A head for 'tokenClassification' has a 'tied' output; only a 'languageModel' scores words, so give it an 'output'")]
    [InlineData("electra.json", "\"norm\": { \"from\": \"/generator_predictions.LayerNorm\" }", "\"norm\": { \"from\": \"/generator_predictions.LayerNorm\", \"when\": \"pooled\" }",
        "electra.json(40,27): error PGEN102: 'norm' is there when 'pooled' is on; expected a norm that is always there; leave 'when' out",
        "electra.json(40,71): error PGEN105: 'pooled' is not an option of the kind 'switch'; there is none")]
    [InlineData("eurobert.json", "\"index\": \"ids\"", "\"index\": \"tokenTypes\"",
        "eurobert.json(57,15): error PGEN117: An encoder has one table indexed by ids, which is always there, and here there is none; add it to 'tables'")]
    [InlineData("bert.json", "\"index\": \"tokenTypes\"", "\"index\": \"ids\"",
        "bert.json(45,7): error PGEN117: An encoder has one table indexed by ids, which is always there, and here 'tokenType' is one beside 'word'; remove it, or give it another index")]
    [InlineData("deberta.json", "\"tables\": {", "\"tables\": { \"word\": { \"when\": \"absolutePositions\" },",
        "deberta.json(51,17): error PGEN117: An encoder has one table indexed by ids, which is always there, and here 'word' may be absent; remove its 'when', and give its rows a size that is never 0")]
    [InlineData("modernbert.json", "\"others\": \"local\"", "\"others\": \"global\"",
        "modernbert.json(85,74): error PGEN118: With 'global' for both all layers are of the kind 'global'; write \"pattern\": \"global\", or name two kinds")]
    [InlineData("modernbert.json", "\"every\": \"globalInterval\"", "\"every\": 1",
        "modernbert.json(85,27): error PGEN118: With 'every' 1 all layers are of the kind 'global'; write \"pattern\": \"global\", or give 'every' 2 or more")]
    [InlineData("modernbert.json", "\"every\": \"globalInterval\"", "\"every\": 0",
        "modernbert.json(85,27): error PGEN205: 'every' is 0; expected a whole number from 1 to 2147483647")]
    [InlineData("modernbert.json", "\"first\": \"global\"", "\"first\": \"globl\"",
        "modernbert.json(85,54): error PGEN105: 'globl' is not a layer kind of this schema; did you mean 'global'?")]
    [InlineData("modernbert.json", "\"like\": \"global\"", "\"like\": \"full\"",
        "modernbert.json(113,17): error PGEN105: 'full' is not a layer kind that is like no other; there are 'global'")]
    [InlineData("modernbert.json", "\"members\": [\"full_attention\", \"sliding_attention\"]", "\"members\": []",
        "modernbert.json(61,37): error PGEN102: 'members' is empty; expected at least one key, or 'absent' where the object may not be there")]
    [InlineData("bert.json", "\"architecture\": \"Bert\",\n", "",
        "bert.json(1,1): error PGEN104: 'architecture' is missing: an architecture needs it")]
    [InlineData("mine.json", "\"presets\": {", "\"layers\": { \"kinds\": { \"layer\": { \"blocks\": { \"attention\": { \"rotary\": { \"base\": 10000, \"pairing\": \"halves\" } } } } } }, \"presets\": {",
        "mine.json(11,74): warning PGEN119: 'rotary' turns by positions, and the table 'position' adds vectors for them; remove one, unless the published encoder has both")]
    [InlineData("roformer.json", "\"attention\": { \"rotary\": { \"base\": 10000, \"pairing\": \"neighbors\" } }", "\"attention\": { \"kind\": \"selfAttention\" }",
        "roformer.json(22,18): warning PGEN120: Tokens are numbered, and neither a table nor 'rotary' reads the numbers; add what does, or remove 'positions'")]
    [InlineData("deberta.json", "\"from\": \"attention.self.in_proj\", \"bias\": false", "\"from\": \"attention.self.in_proj\"",
        "deberta.json(67,34): warning PGEN121: The bias 'query' is added to a projection that has its own; give 'fused' \"bias\": false, unless the checkpoint has both",
        "deberta.json(67,68): warning PGEN121: The bias 'value' is added to a projection that has its own; give 'fused' \"bias\": false, unless the checkpoint has both",
        "deberta.json(120,18): error PGEN202: Preset 'deberta-base' has 138629376 parameters by its sizes, not 138601728",
        "deberta.json(128,18): error PGEN202: Preset 'deberta-large' has 405236736 parameters by its sizes, not 405163008",
        "deberta.json(136,18): error PGEN202: Preset 'deberta-xlarge' has 757951488 parameters by its sizes, not 757804032")]
    [InlineData("mine.json", "\"presets\": {", "\"layers\": { \"kinds\": { \"layer\": { \"blocks\": { \"attention\": { \"biases\": { \"key\": \"k_bias\" } } } } } }, \"presets\": {",
        "mine.json(11,83): warning PGEN121: The bias 'key' is added to a projection that has its own; give 'key' \"bias\": false, unless the checkpoint has both",
        "mine.json(14,32): error PGEN202: Preset 'mine-tiny' has 1448 parameters by its sizes, not 1432")]
    [InlineData("bert.json", "\"config\": \"intermediate_size\"", "\"config\": \"hidden_size\"",
        "bert.json(14,37): error PGEN122: The key 'hidden_size' of config.json is already that of the size 'hiddenSize'; refer to that, or give this its own key")]
    [InlineData("bert.json", "\"is_decoder\": false", "\"hidden_act\": \"gelu\"",
        "bert.json(36,5): error PGEN122: The key 'hidden_act' of config.json is already that of the option 'activation'; refer to that, or give this its own key")]
    [InlineData("eurobert.json", "\"hidden_dropout\": 0.0", "\"rope_theta\": { \"absent\": true }",
        "eurobert.json(47,5): error PGEN122: The key 'rope_theta' of config.json is already that of the number 'rotaryBase'; refer to that, or give this its own key")]
    [InlineData("mine.json", "\"activation\": { \"default\": \"relu\" }", "\"activation\": { \"default\": \"relu\", \"values\": { \"gelu\": null, \"gelu_new\": null } }",
        "mine.json(8,61): error PGEN123: The option 'activation' has 'relu' alone; list every value that config.json may have, or put what is always so under 'fixed'")]
    [InlineData("bert.json", "\"values\": { \"gelu\": \"gelu\", \"gelu_new\": \"geluTanh\", \"relu\": \"relu\" },\n      \"default\": \"gelu\"", "\"values\": {}",
        "bert.json(29,17): error PGEN123: The option 'activation' has no value; list every value that config.json may have, or put what is always so under 'fixed'")]
    [InlineData("bert.json", "\"dense\":  {\n", "\"again\": { \"input\": \"pooled\", \"output\": { \"from\": \"/classifier\" } },\n      \"dense\":  {\n",
        "bert.json(92,7): warning PGEN124: The form 'again' is that of 'pooled' again; remove one, or change what differs")]
    [InlineData("deberta-v2.json", "\"headSize\": \"headSize\",\n            \"fused\"", "\"headSize\": \"headSize\", \"keyValueHeads\": 2,\n            \"fused\"",
        "deberta-v2.json(52,54): error PGEN125: 'keyValueHeads' is beside 'relative', which excludes it; expected as many keys as queries, which distances are scored by")]
    [InlineData("grouped.json", "\"keyValueHeadCount\": { \"config\": \"n_head_kv\", \"default\": \"headCount\" }", "\"keyValueHeadCount\": { \"config\": \"n_head_kv\", \"size\": \"headCount\" }",
        "grouped.json(8,38): error PGEN125: 'config' is beside 'size', which excludes it; expected a size either read or following from another")]
    [InlineData("deberta-v2.json", "\"layer\": 0,", "\"layer\": 3,",
        "deberta-v2.json(70,15): warning PGEN126: The convolution reads padding, which attention hides from tokens; give the embeddings \"padding\": \"zeroed\", and put it beside layer 0, unless the published encoder does so too")]
    [InlineData("deberta-v2.json", "\"headSize\": \"headSize\",\n            \"fused\"", "\"headSize\": \"headSize\", \"visible\": \"contextThenCausal\",\n            \"fused\"",
        "deberta-v2.json(70,15): warning PGEN126: The convolution reads later tokens, which attention hides from tokens; remove it, unless the published encoder does so too")]
    [InlineData("modernbert.json", "\"rotary\": { \"base\": \"localBase\" }\n", "\"rotary\": { \"base\": \"localBase\" }, \"dropout\": null, \"relative\": null\n",
        "modernbert.json(112,7): error PGEN113: The layer kind 'local' has other modules than 'global'; kinds of one stack differ in 'visible', 'window' and 'rotary' alone",
        "modernbert.json(117,77): error PGEN107: null removes an inherited 'relative', and there is none; leave the line out")]
    [InlineData("mine.json", "\"roots\": [\"mine\"]", "\"roots\": [\"mine\"], \"aliases\": { \"weight\": \"weight\" }",
        "mine.json(10,51): error PGEN306: The alias 'weight' is the name that tensors have here; give the other name that a checkpoint uses, such as 'gamma'")]
    public void Says_what_is_wrong_and_where(string schema, string old, string changed, params string[] expected) =>
        Assert.Equal(expected, Toys.Damage(schema, old, changed).Findings);
}
