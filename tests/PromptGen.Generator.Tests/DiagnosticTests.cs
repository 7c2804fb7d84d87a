using PromptGen.Generator.Diagnostics;

namespace PromptGen.Generator.Tests;

/// <summary>Each diagnostic: one damage to a schema, the exact text, line and column.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("bert.json", "\"rates\": {", "\"rates\" {",
        "bert.json(19,11): error PGEN002: Not JSON: expected ':' after the name 'rates', found '{'")]
    [InlineData("bert.json", "\"paper\":", "\"summary\":",
        "bert.json(7,3): error PGEN003: The name 'summary' occurs twice in this object; only one can count")]
    [InlineData("mine.json", "\"extends\": \"bert.json\"", "\"extends\": \"bart.json\"",
        "mine.json(2,14): error PGEN004: The base schema 'bart.json' is not among the schemas of this project; did you mean 'bert.json'?")]
    [InlineData("bert.json", "\"architecture\": \"Bert\"", "\"extends\": \"bert.json\", \"architecture\": \"Bert\"",
        "bert.json(3,14): error PGEN005: This schema extends itself by way of 'bert.json'; a base must stand on its own")]
    [InlineData("bert.json", "\"sizes\": {\n    \"vocabSize\"", "\"sizess\": {}, \"sizes\": {\n    \"vocabSize\"",
        "bert.json(9,3): error PGEN101: 'sizess' is not a property of an architecture; did you mean 'sizes'?")]
    [InlineData("bert.json", "\"visible\": \"all\"", "\"visible\": 1",
        "bert.json(64,24): error PGEN102: 'visible' is the number 1; expected a visibility: 'all', 'betweenTokens', 'causal' or 'contextThenCausal'")]
    [InlineData("bert.json", "\"kind\": \"selfAttention\"", "\"kind\": \"rotary\"",
        "bert.json(62,21): error PGEN103: 'rotary' is not a kind of block; use 'selfAttention' or 'feedForward'")]
    [InlineData("bert.json", "\"tokenizer\": \"wordPiece\"", "\"tokenizer\": \"wordpiece\"",
        "bert.json(125,16): error PGEN103: 'wordpiece' is not a kind of tokenizer; did you mean 'wordPiece'?")]
    [InlineData("bert.json", "\"count\": \"layerCount\",", "",
        "bert.json(52,13): error PGEN104: 'count' is missing: a stack of layers needs it")]
    [InlineData("bert.json", "\"heads\": \"headCount\"", "\"heads\": \"headCont\"",
        "bert.json(63,22): error PGEN105: 'headCont' is not a size of this schema; did you mean 'headCount'?")]
    [InlineData("bert.json", "\"word\":      {", "\"Word!\":      {",
        "bert.json(43,7): error PGEN106: 'Word!' cannot name a table; a name is letters and digits, beginning with a small letter",
        "bert.json(114,28): error PGEN105: 'word' is not a table indexed by ids; did you mean 'Word!'?")]
    [InlineData("mine.json", "\"tokenTypeCount\": null", "\"tokenTypeCount\": null, \"segments\": null",
        "mine.json(6,50): error PGEN107: null removes an inherited 'segments', and there is none; leave the line out")]
    [InlineData("bert.json", "\"order\": [\"attention\", \"feedForward\"]", "\"order\": [\"attention\", \"feedForward\", \"attend\"]",
        "bert.json(59,47): error PGEN108: The order names 'attend'; it names each of the blocks 'attention' and 'feedForward' once")]
    [InlineData("bert.json", "\"order\": [\"attention\", \"feedForward\"]", "\"order\": [\"attention\"]",
        "bert.json(59,18): error PGEN108: The order leaves out 'feedForward'; it names each of the blocks 'attention' and 'feedForward' once")]
    [InlineData("mine.json", "\"presets\": {", "\"layers\": { \"kinds\": { \"layer\": { \"order\": [\"feedForward\"], \"blocks\": { \"attention\": null } } } }, \"presets\": {",
        "mine.json(11,26): error PGEN109: The layer kind 'layer' has no attention blocks; it needs exactly one, which the prefix goes to")]
    [InlineData("mine.json", "\"presets\": {", "\"pooler\": null, \"presets\": {",
        "mine.json(11,3): error PGEN115: A head reads 'pooled', which this encoder does not give: it has no pooler; read 'firstToken', or remove the form")]
    [InlineData("mine.json", "\"tokenType\": null", "\"position\": null, \"tokenType\": null, \"other\": { \"rows\": \"maxPositions\", \"index\": \"positions\", \"from\": \"other\" } }, \"positions\": null, \"width\": { \"size\": \"hiddenSize\", \"times\": 2",
        "mine.json(9,17): error PGEN110: A table indexed by positions needs 'positions', which this schema does not have; say how tokens are numbered")]
    [InlineData("roberta.json", ", \"padding\": \"padding\"", "",
        "roberta.json(15,29): error PGEN110: 'afterPadding' needs 'padding', which this schema does not have; name the id that does not count")]
    [InlineData("bert.json", "\"sizes\": {\n    \"vocabSize\"", "\"sizes\": {\n    \"spare\": { \"config\": \"spare\", \"default\": 1 },\n    \"vocabSize\"",
        "bert.json(10,5): warning PGEN111: Nothing uses the size 'spare'; remove it, or refer to it where it belongs")]
    [InlineData("bert.json", "\"roots\": [\"bert\", \"\"]", "\"roots\": [\"bert\", \"\", \"bert\"]",
        "bert.json(120,27): error PGEN112: 'bert' occurs twice in 'roots'; leave one out")]
    [InlineData("mine.json", "\"headCount\": 2", "\"headCount\": 3",
        "mine.json(12,5): error PGEN201: Preset 'mine-tiny' has hiddenSize 8, which headCount 3 does not divide")]
    [InlineData("mine.json", "\"exact\": 1432", "\"exact\": 1433",
        "mine.json(14,32): error PGEN202: Preset 'mine-tiny' has 1432 parameters by its sizes, not 1433")]
    [InlineData("mine.json", "\"layerCount\": 2, ", "",
        "mine.json(12,5): error PGEN203: Preset 'mine-tiny' lacks 'layerCount', which has no default")]
    [InlineData("mine.json", "\"layerCount\": 2", "\"layersCount\": 2",
        "mine.json(12,5): error PGEN203: Preset 'mine-tiny' lacks 'layerCount', which has no default",
        "mine.json(13,52): error PGEN204: Preset 'mine-tiny' gives 'layersCount', which is not a size of this schema; did you mean 'layerCount'?")]
    [InlineData("grouped.json", "\"layerCount\": 3", "\"layerCount\": 3, \"innerSize\": 4",
        "grouped.json(39,69): error PGEN204: Preset 'grouped-tiny' gives 'innerSize', which follows from other sizes; leave it out")]
    [InlineData("bert.json", "\"default\": 512", "\"default\": -1",
        "bert.json(15,75): error PGEN205: 'default' is -1; expected a whole number from 0 to 2147483647")]
    [InlineData("bert.json", "\"default\": 1e-12", "\"default\": 1",
        "bert.json(20,66): error PGEN205: 'default' is 1; expected 0 or more and less than 1")]
    [InlineData("grouped.json", "\"default\": \"headCount\"", "\"default\": \"keyValueHeadCount\"",
        "grouped.json(8,5): error PGEN206: The size 'keyValueHeadCount' follows from itself by way of 'keyValueHeadCount'; give one of them a number or a key of its own")]
    [InlineData("deberta.json", "\"maxPositions\" }", "0 }",
        "deberta.json(55,38): error PGEN207: The size 'farthestDistance' may be 0, since its default is, and 'farthest' needs 1 or more; refer to another size, or give it another default")]
    [InlineData("deberta.json", "\"unset\": -1, \"default\": \"maxPositions\"", "\"unset\": -1",
        "deberta.json(12,72): error PGEN110: 'unset' needs a 'default', which this schema does not have; say what an absent key means")]
    [InlineData("deberta.json", "\"when\": \"absolutePositions\"", "\"when\": \"activation\"",
        "deberta.json(51,39): error PGEN105: 'activation' is not an option of the kind 'switch'; there are 'absolutePositions'")]
    [InlineData("deberta.json", "\"scores\": { \"option\": \"relativeScores\" },", "\"scores\": [\"positionToContent\"],",
        "deberta.json(71,36): error PGEN110: 'keys' needs scores 'contentToPosition' that do not share a projection, which this schema does not have; leave it out")]
    [InlineData("deberta.json", "\"scores\": { \"option\": \"relativeScores\" },", "\"scores\": [],",
        "deberta.json(70,25): error PGEN102: 'scores' is empty; expected at least one kind of score")]
    [InlineData("deberta.json", "\"kind\": \"disentangled\",", "\"kind\": \"disentangled\", \"shared\": true,",
        "deberta.json(69,49): error PGEN110: 'shared' needs separate projections to share, which this schema does not have; give positions projections of their own",
        "deberta.json(71,36): error PGEN110: 'keys' needs scores 'contentToPosition' that do not share a projection, which this schema does not have; leave it out",
        "deberta.json(72,36): error PGEN110: 'queries' needs scores 'positionToContent' that do not share a projection, which this schema does not have; leave it out")]
    [InlineData("deberta.json", "\"relativePositions\": { \"farthest\": \"farthestDistance\", \"from\": \"encoder.rel_embeddings\" },", "",
        "deberta.json(68,25): error PGEN110: Relative attention needs 'relativePositions', which this schema does not have; add the table of vectors for distances")]
    [InlineData("deberta.json", "\"key\": null,", "",
        "deberta.json(66,13): error PGEN125: 'key' is beside 'fused', which excludes it; expected separate projections, or one that is fused")]
    [InlineData("deberta.json", "\"values\": { \"c2p\": \"contentToPosition\", \"p2c\": \"positionToContent\" }", "\"values\": { \"c2p\": \"contentToPosition\", \"p2c\": \"positionToContent\" }, \"default\": \"c2p|p2p\"",
        "deberta.json(30,88): error PGEN105: 'c2p|p2p' is not a set of values of this option; it has 'c2p' or 'p2c'")]
    [InlineData("deberta.json", "\"options\": { \"absolutePositions\": false, \"relativeScores\": \"c2p|p2c\" }", "\"options\": { \"absolutePositions\": false }",
        "deberta.json(116,5): error PGEN203: Preset 'deberta-base' lacks 'relativeScores', which has no default",
        "deberta.json(124,5): error PGEN203: Preset 'deberta-large' lacks 'relativeScores', which has no default",
        "deberta.json(132,5): error PGEN203: Preset 'deberta-xlarge' lacks 'relativeScores', which has no default")]
    [InlineData("glm.json", "\"count\": \"blocks\"", "\"count\": \"all\"",
        "glm.json(43,7): error PGEN110: A table indexed by block positions needs positions that count 'blocks', which this schema does not have; count so, or leave the table out")]
    [InlineData("glm.json", "\"tied\": { \"table\": \"word\" }", "\"output\": { \"from\": \"/lm\" }",
        "glm.json(101,7): error PGEN116: A head for 'languageModel' has no 'tied' output; score words by the table of words")]
    [InlineData("glm.json", "\"fused\":  {", "\"query\": { \"from\": \"q\" }, \"fused\":  {",
        "glm.json(63,22): error PGEN125: 'query' is beside 'fused', which excludes it; expected separate projections, or one that is fused")]
    [InlineData("bert.json", "\"from\": \"embeddings.LayerNorm\"", "\"from\": \"embeddings..LayerNorm\"",
        "bert.json(48,71): error PGEN301: 'embeddings..LayerNorm' is not a checkpoint path; a segment between its points is empty")]
    [InlineData("bert.json", "\"from\": \"attention.self.key\"", "\"from\": \"attention.{layer}.key\"",
        "bert.json(66,33): error PGEN302: The path 'attention.{layer}.key' has {layer} in it; the path of the layers before it says which layer")]
    [InlineData("bert.json", "\"from\": \"encoder.layer.{layer}\"", "\"from\": \"encoder.layer\"",
        "bert.json(55,13): error PGEN302: The path 'encoder.layer' has {layer} nowhere; it says once which layer")]
    [InlineData("bert.json", "\"from\": \"attention.self.key\"", "\"from\": \"attention.self.query\"",
        "bert.json(66,33): error PGEN303: The path 'attention.self.query' is already that of 'layers.{layer}.attention.query'; every module has its own weights")]
    [InlineData("bert.json", "\"output\": { \"from\": \"/classifier\" } },", "\"output\": { \"from\": \"classifier\" } },",
        "bert.json(91,58): error PGEN304: The path 'classifier' of a head is not absolute; heads lie beside the backbone: '/classifier'")]
    [InlineData("bert.json", "\"ignored\": [\"embeddings.position_ids\"", "\"ignored\": [\"embeddings\"",
        "bert.json(122,17): error PGEN305: Ignoring 'embeddings' would ignore the weights of 'embeddings.word'; name a longer path")]
    [InlineData("bert.json", "\"position\":  {", "\"norm\":  {",
        "bert.json(44,7): error PGEN402: 'norm' becomes 'norm' in C#, as the norm of the embeddings does; rename one of them")]
    [InlineData("mine.json", "\"rates\": {", "\"rates\": { \"maxPositions\": { \"config\": \"p\", \"default\": 0 },",
        "mine.json(7,14): warning PGEN111: Nothing uses the rate 'maxPositions'; remove it, or refer to it where it belongs",
        "mine.json(7,14): error PGEN402: 'maxPositions' becomes 'MaxPositions' in C#, as the size 'maxPositions' does; rename one of them")]
    [InlineData("bert.json", "\"position\":  {", "\"parameters\":  {",
        "bert.json(44,7): error PGEN403: 'parameters' becomes 'parameters' in C#, which every module has already; choose another name")]
    [InlineData("bert.json", "\"position\":  {", "\"string\":  {",
        "bert.json(44,7): error PGEN403: 'string' becomes 'string' in C#, which is a word of the language; choose another name")]
    [InlineData("mine.json", "\"sizes\": { \"tokenTypeCount\"", "\"sizes\": { \"activation\": { \"config\": \"a\" }, \"read\": { \"config\": \"r\" }, \"tokenTypeCount\"",
        "mine.json(6,14): warning PGEN111: Nothing uses the size 'activation'; remove it, or refer to it where it belongs",
        "mine.json(6,14): error PGEN403: 'activation' becomes 'Activation' in C#, which names a type there; choose another name",
        "mine.json(6,47): warning PGEN111: Nothing uses the size 'read'; remove it, or refer to it where it belongs",
        "mine.json(6,47): error PGEN403: 'read' becomes 'Read' in C#, which a config has already; choose another name")]
    [InlineData("mine.json", "\"embeddings\": {", "\"embeddings\": { \"width\": { \"size\": \"hiddenSize\", \"times\": 2 },",
        "mine.json(9,17): error PGEN110: An embedding width that is not the layers' needs a projection between them, which this schema does not have; give both one width")]
    [InlineData("roberta.json", "\"count\": \"afterPadding\"", "\"count\": \"all\"",
        "roberta.json(15,47): error PGEN110: 'padding' needs 'afterPadding', which this schema does not have; count so, or leave it out")]
    [InlineData("grouped.json", "\"dividedBy\": 2", "\"dividedBy\": 3",
        "grouped.json(38,5): error PGEN201: Preset 'grouped-tiny' has innerSize 32, which 3 does not divide")]
    [InlineData("mine.json", "\"checkpoint\": {", "\"layers\": { \"from\": \"encoder.{layer}.{layer}\" }, \"finalNorm\": { \"kind\": \"layer\", \"epsilon\": \"normEpsilon\", \"from\": \"/norm.{layer}\" }, \"checkpoint\": {",
        "mine.json(10,23): error PGEN302: The path 'encoder.{layer}.{layer}' has {layer} more than once; it says once which layer",
        "mine.json(10,118): error PGEN302: The path '/norm.{layer}' has {layer} in it; only paths inside a layer have it")]
    [InlineData("electra.json", "\"embeddingSize\",\n    \"projection\": { \"from\": \"embeddings_project\", \"presence\": \"widthsDiffer\" }\n", "\"embeddingSize\"\n",
        "electra.json(14,17): error PGEN110: An embedding width that is not the layers' needs a projection between them, which this schema does not have; give both one width")]
    [InlineData("electra.json", "\"width\": \"embeddingSize\",", "",
        "electra.json(11,5): warning PGEN111: Nothing uses the size 'embeddingSize'; remove it, or refer to it where it belongs",
        "electra.json(16,29): error PGEN110: A projection where 'widthsDiffer' needs an embedding width of its own, which this schema does not have; give one, or remove the projection")]
    [InlineData("electra.json", "\"dense\": { \"from\": \"/generator_predictions.dense\" },\n        \"activation\": \"gelu\",\n        \"norm\": { \"from\": \"/generator_predictions.LayerNorm\" },", "\"dense\": null, \"activation\": null, \"norm\": null,",
        "electra.json(37,7): error PGEN110: A head that scores words by a table of another width than the layers' needs a 'dense' layer to that width, which this schema does not have; add it")]
    [InlineData("electra.json", "\"presence\": \"widthsDiffer\"", "\"presence\": \"sometimes\"",
        "electra.json(16,63): error PGEN103: 'sometimes' is not a presence of projections; use 'always' or 'widthsDiffer'")]
    [InlineData("albert.json", "\"groups\": \"groupCount\"", "\"groups\": { \"size\": \"groupCount\", \"times\": 5 }",
        "albert.json(79,5): error PGEN201: Preset 'albert-base-v2' has layerCount 12, which groupCount * 5 5 does not divide",
        "albert.json(83,5): error PGEN201: Preset 'albert-large-v2' has layerCount 24, which groupCount * 5 5 does not divide",
        "albert.json(87,5): error PGEN201: Preset 'albert-xlarge-v2' has layerCount 24, which groupCount * 5 5 does not divide",
        "albert.json(91,5): error PGEN201: Preset 'albert-xxlarge-v2' has layerCount 12, which groupCount * 5 5 does not divide")]
    [InlineData("modernbert.json", "\"base\": \"globalBase\", \"pairing\": \"halves\"", "\"base\": \"globalBase\", \"pairing\": \"pairs\"",
        "modernbert.json(94,58): error PGEN103: 'pairs' is not a pairing of numbers; use 'halves' or 'neighbors'")]
    [InlineData("modernbert.json", "\"base\": \"globalBase\"", "\"base\": 0",
        "modernbert.json(94,33): error PGEN205: 'base' is 0; expected more than 0")]
    [InlineData("modernbert.json", "\"base\": \"globalBase\"", "\"base\": \"globalBasis\"",
        "modernbert.json(94,33): error PGEN105: 'globalBasis' is not a number of this schema; did you mean 'globalBase'?")]
    [InlineData("modernbert.json", "\"others\": \"local\"", "\"others\": \"far\"",
        "modernbert.json(85,74): error PGEN105: 'far' is not a layer kind of this schema; there are 'global' or 'local'")]
    [InlineData("modernbert.json", "{ \"every\": \"globalInterval\", \"first\": \"global\", \"others\": \"local\" }", "\"global\"",
        "modernbert.json(112,7): error PGEN110: The layer kind 'local' needs a place in the pattern, which this schema does not have; the pattern is 'global' alone")]
    [InlineData("modernbert.json", "\"rotary\": { \"base\": \"localBase\" }\n", "\"rotary\": { \"base\": \"localBase\" },\n            \"output\": { \"bias\": true }\n",
        "modernbert.json(112,7): error PGEN113: The layer kind 'local' has other modules than 'global'; kinds of one stack differ in 'visible', 'window' and 'rotary' alone")]
    [InlineData("modernbert.json", "    \"positions\": { \"count\": \"all\", \"prefix\": \"shifts\", \"limit\": \"maxPositions\" },\n", "",
        "modernbert.json(93,23): error PGEN110: 'rotary' needs 'positions' of the embeddings, which this schema does not have; say how tokens are numbered",
        "modernbert.json(116,23): error PGEN110: 'rotary' needs 'positions' of the embeddings, which this schema does not have; say how tokens are numbered")]
    [InlineData("bert.json", "\"prefix\": \"shifts\" }", "\"prefix\": \"shifts\", \"limit\": \"maxPositions\" }",
        "bert.json(47,65): error PGEN125: 'limit' is beside the table 'position', whose rows limit positions, which excludes it; expected one of the two")]
    [InlineData("modernbert.json", "\"bias\": false, \"from\": \"final_norm\"", "\"bias\": false, \"absentIn\": \"firstLayer\", \"from\": \"final_norm\"",
        "modernbert.json(124,88): error PGEN110: 'absentIn' needs a norm of a block, which this schema does not have; every layer has such a norm, and there is one of this; leave it out")]
    [InlineData("modernbert.json", "\"kind\": \"layer\", \"epsilon\": \"normEpsilon\", \"bias\": false, \"from\": \"final_norm\"", "\"kind\": \"rms\", \"epsilon\": \"normEpsilon\", \"bias\": false, \"from\": \"final_norm\"",
        "modernbert.json(124,67): error PGEN125: 'bias' is beside 'rms', which excludes it; expected none, since such a norm has only a weight")]
    [InlineData("modernbert.json", "\"innerDropout\": \"innerDropout\",\n", "\"innerDropout\": \"innerDropout\", \"up\": { \"from\": \"u\" },\n",
        "modernbert.json(107,51): error PGEN125: 'up' is beside 'fused', which excludes it; expected separate maps, or one that is fused")]
    [InlineData("modernbert.json", "\"activated\": \"first\"", "\"activated\": \"gate\"",
        "modernbert.json(106,70): error PGEN103: 'gate' is not a half to activate; use 'first' or 'second'")]
    [InlineData("modernbert.json", "\"rope_scaling\": { \"absent\": true }", "\"rope_scaling\": { \"absent\": false, \"value\": 1 }",
        "modernbert.json(68,33): error PGEN102: 'absent' is false; expected true, or no 'absent'",
        "modernbert.json(68,49): error PGEN125: 'value' is beside 'absent', which excludes it; expected one of the two")]
    [InlineData("modernbert.json", "\"global\": \"full_attention\", \"local\"", "\"global\": \"full_attention\", \"near\"",
        "modernbert.json(60,31): error PGEN104: 'local' is missing: a list of layer kinds needs it",
        "modernbert.json(60,61): error PGEN105: 'near' is not a layer kind of this schema; there are 'global' or 'local'")]
    [InlineData("modernbert.json", "[\"full_attention\", \"sliding_attention\"]", "\"full_attention\"",
        "modernbert.json(61,37): error PGEN102: 'members' is the text 'full_attention'; expected an array of texts")]
    [InlineData("modernbert.json", "\"whenNull\": \"globalBase\"", "\"whenNull\": \"globalBasis\"",
        "modernbert.json(29,131): error PGEN105: 'globalBasis' is not a number of this schema; did you mean 'globalBase'?")]
    [InlineData("modernbert.json", "[\"global_rope_theta\", \"rope_parameters.full_attention.rope_theta\"]", "[]",
        "modernbert.json(28,31): error PGEN102: 'config' is empty; expected a key of config.json, or several")]
    [InlineData("modernbert.json", "\"count\": \"layerCount\",\n", "\"count\": \"layerCount\", \"groups\": 1,\n",
        "modernbert.json(82,38): error PGEN125: 'groups' is beside a norm that is 'absentIn' a layer, which excludes it; expected layers that share all of their weights, or none")]
    [InlineData("modernbert.json", "\"headCount\": 12, \"intermediateSize\": 1152", "\"headCount\": 256, \"intermediateSize\": 1152",
        "modernbert.json(186,5): error PGEN201: Preset 'ModernBERT-base' has hiddenSize / headCount 3, which 2 does not divide")]
    [InlineData("mpnet.json", "\"buckets\": \"distanceBuckets\"", "\"buckets\": 30",
        "mpnet.json(12,5): warning PGEN111: Nothing uses the size 'distanceBuckets'; remove it, or refer to it where it belongs",
        "mpnet.json(25,48): error PGEN201: This schema has 30, which 4 does not divide")]
    [InlineData("mpnet.json", ", \"from\": \"encoder.relative_attention_bias\"", "",
        "mpnet.json(25,16): error PGEN104: 'from' is missing: a learned bias of scores needs it")]
    [InlineData("mpnet.json", "\"kind\": \"learned\", ", "",
        "mpnet.json(25,16): error PGEN104: 'kind' is missing: a bias of scores needs it")]
    [InlineData("jina-bert.json", "\"kind\": \"linear\"", "\"kind\": \"logarithmic\"",
        "jina-bert.json(27,26): error PGEN103: 'logarithmic' is not a kind of score bias; use 'learned' or 'linear'")]
    [InlineData("jina-bert.json", "\"kind\": \"linear\"", "\"kind\": \"linear\", \"farthest\": 128",
        "jina-bert.json(27,36): error PGEN101: 'farthest' is not a property of a linear bias of scores; it has 'kind'")]
    [InlineData("eurobert.json", "      \"numbers\": { \"rotaryBase\": 250000 },\n", "",
        "eurobert.json(125,5): error PGEN203: Preset 'EuroBERT-210m' lacks 'rotaryBase', which has no default",
        "eurobert.json(129,5): error PGEN203: Preset 'EuroBERT-610m' lacks 'rotaryBase', which has no default",
        "eurobert.json(133,5): error PGEN203: Preset 'EuroBERT-2.1B' lacks 'rotaryBase', which has no default")]
    [InlineData("eurobert.json", "\"numbers\": { \"rotaryBase\": 250000 }", "\"numbers\": { \"rotaryBases\": 250000 }",
        "eurobert.json(127,20): error PGEN105: 'rotaryBases' is not a number of this schema; did you mean 'rotaryBase'?",
        "eurobert.json(132,20): error PGEN105: 'rotaryBases' is not a number of this schema; did you mean 'rotaryBase'?",
        "eurobert.json(137,20): error PGEN105: 'rotaryBases' is not a number of this schema; did you mean 'rotaryBase'?")]
    [InlineData("bert-relative.json", "\"kind\": \"keys\"", "\"kind\": \"values\"",
        "bert-relative.json(36,23): error PGEN103: 'values' is not a kind of relative attention; use 'disentangled' or 'keys'")]
    [InlineData("bert-relative.json", "\"kind\": \"keys\",", "",
        "bert-relative.json(35,25): error PGEN104: 'kind' is missing: relative attention needs it")]
    [InlineData("bert-relative.json", "\"kind\": \"keys\"", "\"dropout\": \"hiddenDropout\", \"kind\": \"keys\"",
        "bert-relative.json(36,15): error PGEN101: 'dropout' is not a property of attention with relative keys; it has 'kind', 'scores', 'distances' or 'from'")]
    [InlineData("bert-relative.json", "\"distances\": \"maxPositions\",", "",
        "bert-relative.json(35,25): error PGEN104: 'distances' is missing: attention with relative keys needs it")]
    [InlineData("bert-relative.json", "[\"contentToPosition\", \"positionToContent\"]", "[]",
        "bert-relative.json(16,31): error PGEN102: 'relative_key_query' is empty; expected at least one kind of score")]
    [InlineData("bert-relative.json", "[\"contentToPosition\", \"positionToContent\"]", "[\"contentToPosition\", \"contentToContent\"]",
        "bert-relative.json(16,53): error PGEN103: 'contentToContent' is not a kind of relative score; use 'contentToPosition' or 'positionToContent'")]
    public void Says_what_is_wrong_and_where(string schema, string old, string changed, params string[] expected) =>
        Assert.Equal(expected, Toys.Damage(schema, old, changed).Findings);

    [Fact]
    public void Says_that_a_schema_cannot_be_read() =>
        Assert.Equal(
            ["gone.json(1,1): error PGEN001: The schema 'gone.json' cannot be read; expected a text file in UTF-8"],
            Generation.Of([Generation.Schema("gone.json", null)]).Findings);

    [Fact]
    public void Says_that_two_schemas_extend_each_other() =>
        Assert.Equal(
            [
                "a.json(1,13): error PGEN005: This schema extends itself by way of 'b.json' and 'a.json'; a base must stand on its own",
                "b.json(1,13): error PGEN005: This schema extends itself by way of 'a.json' and 'b.json'; a base must stand on its own",
            ],
            Generation.Of(("a.json", "{\"extends\": \"b.json\"}"), ("b.json", "{\"extends\": \"a.json\"}")).Findings.Order(StringComparer.Ordinal));

    [Fact]
    public void Says_that_two_schemas_give_one_encoder()
    {
        var bert = Toys.Read("bert.json");
        var generation = Generation.Of(bert, ("roberta.json", Toys.Read("roberta.json").Text.Replace("\"Roberta\"", "\"Bert\"")));

        Assert.Equal(
            [
                "bert.json(3,19): error PGEN401: The architecture 'Bert' is also that of 'roberta.json'; each schema of a project has its own",
                "roberta.json(4,19): error PGEN401: The architecture 'Bert' is also that of 'bert.json'; each schema of a project has its own",
            ],
            generation.Findings);
        Assert.Empty(generation.Result.GeneratedSources);
    }

    [Fact]
    public void A_fault_of_the_generator_is_a_diagnostic()
    {
        var finding = Guard.Run<Finding?>("bert.json", () => throw new InvalidOperationException("Nothing left."), finding => finding);

        Assert.Equal(
            "bert.json(1,1): error PGEN901: PromptGen failed on this schema, which is a fault of PromptGen's: InvalidOperationException: Nothing left.",
            Generation.Printed(finding!.ToDiagnostic()));
    }

    [Fact]
    public void Says_everything_that_is_wrong_at_once()
    {
        var text = Toys.Read("bert.json").Text
            .Replace("\"summary\"", "\"sumary\"")
            .Replace("\"config\": \"vocab_size\"", "\"config\": 7")
            .Replace("\"heads\": \"headCount\"", "\"heads\": \"headCont\"")
            .Replace("encoder.layer.{layer}", "encoder.layer")
            .Replace("\"exact\": 109482240", "\"exact\": -1")
            .Replace("\"wordPiece\"", "\"bpe\"");

        var generation = Generation.Of(("bert.json", text));

        Assert.Equal(
            [
                "bert.json(1,1): error PGEN104: 'summary' is missing: an architecture needs it",
                "bert.json(6,3): error PGEN101: 'sumary' is not a property of an architecture; did you mean 'summary'?",
                "bert.json(10,37): error PGEN102: 'config' is the number 7; expected a text",
                "bert.json(55,13): error PGEN302: The path 'encoder.layer' has {layer} nowhere; it says once which layer",
                "bert.json(63,22): error PGEN105: 'headCont' is not a size of this schema; did you mean 'headCount'?",
                "bert.json(125,16): error PGEN103: 'bpe' is not a kind of tokenizer; use 'wordPiece', 'byteLevelBpe' or 'sentencePiece'",
                "bert.json(130,32): error PGEN205: 'exact' is -1; expected a whole number from 1 to 9223372036854775807",
            ],
            generation.Findings);
        Assert.Empty(generation.Result.GeneratedSources);
    }
}
