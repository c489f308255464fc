<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ComparisonWords</name>
    <message>
        <source>The answer of “%1” cannot be trusted: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature %1, top-p %2, at most %3 tokens, seed %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker answered for other panes than were asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another pane&apos;s name came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no fingerprint of the weights came with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it came from other weights than the base&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the base answered in place of the adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights changed while it was written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConversationWords</name>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataCheckWords</name>
    <message>
        <source>conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>instructions (Alpaca)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conversations (ShareGPT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompts and completions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <extracomment>a button: say which column holds what</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>a button: go to the example in question</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 broken row is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 broken rows are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Require all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cut at %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is beyond the limit is not learnt. Raise it under Lengths.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is longer than %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 has nothing to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 have nothing to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Left out of training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the files, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 example read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 repeats an earlier example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 repeat earlier examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats weigh more, and may stand on both sides of the hold-out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens are counted once a base model with a tokenizer is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no chat template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ChatML is used; a model that never saw it learns it from your examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat template found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting tokens, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 held out in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About %1 held out for evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a hold-out nobody can tell learning from learning by heart.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundWords</name>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models are used where they lie: nothing is copied, and nothing is sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelFactWords</name>
    <message>
        <source>Calls itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name that its makers wrote into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The architecture: which blocks the model is built of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers the model has learnt. They stay as they are; the adapter is added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 wide</source>
        <extracomment>number of layers and width of each: 30 × 576 wide</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks one after the other, and the width of a token between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features between up and down in each layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <extracomment>attention heads</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 for keys and values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention looks in this many ways at once; fewer key and value heads save memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pieces of text that the model reads and writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <extracomment>context length</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest text that the model was made for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <extracomment>number of tensors and their type: 210 × Q4_1</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the model lies on disk. It is read, never written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of weights. They are mapped, not loaded, until training starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the weights are stored. Types with a Q are quantised: several weights share a scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts text into tokens. Without one, data cannot be prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none; ChatML is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the model expects a conversation to be written down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model does not say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model&apos;s makers allow, as its file states it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberWords</name>
    <message>
        <source>%1 B</source>
        <extracomment>thousand millions: the size of a model is written 7 B, short for billion</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <extracomment>millions</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>a share in per cent; English sets it with a space</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgramPageWords</name>
    <message>
        <source>what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`runs/run-0001` and on, within the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index of projects and runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model that comes along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where files live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is a folder: what was asked (`spec.json`), what happened (`events.jsonl`), its checkpoints and its result. Copy or archive it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index can be made again from the folders: `lora-studio --rebuild-index`. Nothing is sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA Studio %1 trains low-rank adapters for language models on this machine, with or without a GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is free software under the GNU General Public License, version 3 or later; the worker, the core and the kernels are under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stands on Qt (LGPL-3.0), QCustomPlot (GPL-3.0), LibTorch (BSD-3-Clause), SQLite (public domain) with SQLiteCpp (MIT), nlohmann/json (MIT), PCRE2 (BSD), spdlog (MIT), CLI11 (BSD-3-Clause) and OpenSSL (Apache-2.0). The base model that comes along, SmolLM2-135M-Instruct, is under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The texts of everything inside:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RankGridWords</name>
    <message>
        <source>rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ranks %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query: what each token asks of the tokens before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key: what each token offers to be found by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value: what a token hands on once it has been found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output: mixes what the attention heads have gathered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate: decides which features of the feed-forward part are let through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up: widens each token into the features of the feed-forward part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down: brings the features back to the model&apos;s width.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>falling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not falling yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level</source>
        <extracomment>the loss neither falls nor rises</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best hold-out loss %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold-out loss %1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <extracomment>states of a run, in a table and after its name: run-0007, finished</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving a checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <extracomment>%1 is &quot;41 of 120 steps&quot;, %2 a duration: 2 min 10 s</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by an error after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished: %1</source>
        <extracomment>%1 is &quot;120 of 120 steps&quot;, %2 a duration</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished: %1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint was written before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last good checkpoint is of step %1; Compare and Export can use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker crashed before its first checkpoint. Resume starts again from step 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker crashed in mid-run. Resume goes on from the checkpoint of step %1 as if nothing had happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker ended before its first checkpoint. Resume starts again from step 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker ended in mid-run. Resume goes on from the checkpoint of step %1 as if nothing had happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log, below, names its report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hold-out loss has been rising since step %1: the adapter is learning its examples by heart. Stop now and use the best checkpoint, or train for fewer epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss has not moved for %1 steps: the learning rate (%2) may be too small. Stop, raise it threefold and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker refused the last request: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VariantWords</name>
    <message>
        <source>%1, step %2 (best)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, step %2 (last)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base</source>
        <extracomment>the base model itself, without an adapter, as one of those that answer</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Answer requests as JSON lines on stdin and stdout, for the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A variant must be an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An adapter must be an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs or choose a smaller model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install both programs from the same release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no variant to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown request &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request must be a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another request has this id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a new folder for the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A required field is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for a missing quote, comma or bracket there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its spelling, or remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a list of texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a list of whole numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number %1 is out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This JSON cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This field is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not valid JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log file cannot be opened: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder you may write to, or change its permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed while %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not allowed while %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full while %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than the limit of %1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a folder, a file was expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>appending to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>creating a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>creating a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>creating a temporary folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flushing to disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locking a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mapping a file into memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening a file to lock it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening a lock file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cutting a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program could not be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processors from Intel since 2013 (Haswell) and AMD since 2015 have what is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This processor is too old for LoRA Studio: it lacks %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bug in LoRA Studio; please report it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled while reading a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model of drawn weights has no tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A vector is expanded as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path of the base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download tokenizer.json into the folder, beside config.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows outside the tensor were asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no tensor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no tokenizer: tokenizer.json is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A matrix quantised by bitsandbytes cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a version of the model in nf4 or int8, or unquantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model&apos;s unquantised folder, its GGUF file, or one that bitsandbytes quantised to nf4 or int8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the model again, or choose its unquantised folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models quantised by &quot;%1&quot; are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of bitsandbytes&apos; four-bit types only nf4 is supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCB does not hold one float32 a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration does not belong to these weights: download both again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is incomplete or of another kind: download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model lacks the tensor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor %1 has the shape %2, the configuration says %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor %1 holds %2, not weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a version of the model in float32, float16 or bfloat16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shape &quot;%1&quot; to draw weights for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write random:8b or random:tiny, and :nf4 behind it for four-bit weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the weights was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is damaged: download it again, or choose another version of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights hold a value that is not a number (NaN or infinity)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 attention heads cannot share %2 key and value heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration is damaged: download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The width of an attention head is %1, an even number was expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a GGUF file of a language model of the Llama family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a dense model of the Llama family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model of the Llama family, such as SmolLM2 or Llama 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model with linear, yarn or no scaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model of the Llama family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds it, with config.json and the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join them with llama.cpp&apos;s llama-gguf-split --merge, and choose the joined file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models with experts (mixture of experts) are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field %1 is %2, 1 to %3 was expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field %1 is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field %1 is not a number above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field %1 is not one whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say what model it holds: general.architecture is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged: download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header is damaged: download the file again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model family &quot;%1&quot; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is of another kind: choose another version of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is split over several GGUF files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model lacks the tensor token_embd.weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model turns or widens only a part of each attention head, which is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The position scaling &quot;%1&quot; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor rope_freqs.weight does not fit the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor rope_freqs.weight holds a value that is not above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary and the embedding disagree: %1 rows of weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The width %1 does not divide by %2 attention heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is one file of a Hugging Face folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model whose activation is silu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model with linear, dynamic, llama3, yarn or no scaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of a language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download config.json again, or choose another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The activation &quot;%1&quot; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field model_type is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turning a part of each head is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yarn without truncation is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with config.json and model.safetensors, or a GGUF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download model.safetensors.index.json again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download them; weights in other formats (pytorch_model.bin) are not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder holds no config.json, so it is no Hugging Face model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder lacks the weights %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index names a file that is no safetensors file of this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index of the weights is not a JSON object with a weight_map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the checkpoint has another size than its seal says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the checkpoint is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the checkpoint was changed after it was sealed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume from an older checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint is not sealed: it was never finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a file name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listing a checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sealing a checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use pause, resume, stop, checkpoint or sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These events have format %1, newer than format %2, which is the newest that this program reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update LoRA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or resume the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such run folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder already holds a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder holds no run: spec.json is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rank %1 is out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This spec has format %1, newer than format %2, which is the newest that this program reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data path is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sample must have at least one token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW&apos;s betas must be at least 0 and below 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW&apos;s epsilon must be above zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least one batch makes a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least one checkpoint must be kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a rank of 1 or more, for example 16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a rank of 1 or more, or leave the module out of target_modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose lora</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose messages, alpaca, sharegpt, prompt_completion or text, or leave it empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DoRA is not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give epochs above 0, or max_steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intervals in steps must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers are counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a GGUF file or a Hugging Face folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a file of examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name at least one file of examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base model is given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data is given to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No module is chosen to adapt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences of %1 tokens have nothing to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set bias to none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set use_dora to false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter method &quot;%1&quot; is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alpha of &quot;%1&quot; must not be zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch must hold at least one example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient norm limit must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The held-out share must lie between 0 and 0.9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate must be above zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of steps must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of threads must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rank is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rank of &quot;%1&quot; is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warm-up must lie between 0 and 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight decay must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to train: no epochs and no steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training biases is not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice the rank is usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it is older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: this program is older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install lora-studio and lora-worker from the same release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first line was not a greeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other program failed without saying why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A paragraph is longer than %1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an assistant&apos;s turn: it is what is learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of this kind are not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give JSON, JSONL, or plain text with the ending .txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give JSONL, one example a line, which has no such limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a JSON list, or JSONL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a list of examples, or an object with one list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give at least one example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend this line, or go on with the rows that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend this row, or go on with the rows that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data file was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part examples with an empty line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it, or fill it in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The assistant says nothing in this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The example is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no list of examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds several lists, so the examples cannot be told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is plain text, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file starts with a byte order mark, which is passed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line is not valid JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file&apos;s format is %1, the first file&apos;s is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line is longer than %1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed while reading a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give JSON, JSONL or plain text in UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a file with at least one example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one example a line (JSONL), or plain text with line breaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as UTF-8 and try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the file as UTF-8 and try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is %1, not UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is %1, not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is binary, not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is not valid UTF-8; it looks like Latin-1 or Windows-1252</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an assistant&apos;s turn, or remove the example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled while preparing the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give at least 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No example can be trained on. The first says: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token carries loss: the assistant says nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token carries loss: the example is cut before the answer begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token carries loss: the example is empty or a single token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the old files back, or start a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise max_seq_length above %1 tokens, or shorten the example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the example, or fill it in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences of fewer than two tokens cannot be trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data changed since this run was described</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has the unknown role &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds a part that is not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formats are messages, alpaca, sharegpt, prompt_completion and text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only text can be trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposed: format %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles are system, user, assistant and tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell which columns hold the question and the answer, or the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; holds no text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; is no list of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns %1 fit no known format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns are %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data format &apos;%1&apos; is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format %1 has no role &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column &apos;%1&apos; for &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the base model it was trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter was trained on another base model (fingerprint %1…, this base has %2…)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor of the adapter has the shape %1 where %2 fits this base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor of the adapter has the type %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder in PEFT&apos;s layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its target_modules or layers_to_transform may have been edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter fits no module of this base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter holds NaN or infinity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter holds a tensor that its configuration does not explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter lacks a tensor that its configuration promises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter&apos;s weights are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an earlier checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rank must be a whole number above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alpha must be a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only LORA adapters can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only bias &quot;none&quot; can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter trains biases (bias = &quot;%1&quot;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter uses %1, which is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter&apos;s configuration is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter&apos;s method is &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter&apos;s record has format %1, written by a newer program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter&apos;s record is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder holds no adapter: %1 is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sequence has %1 tokens and the model&apos;s context holds %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no tokens to score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token id %1 lies outside the model&apos;s vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk, and report this if it happens again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or empty folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose peft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder was given for the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was refused: what was written answers differently, by up to %1 in the logits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target of the export exists already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown export format &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moving the export into place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the export back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt has %1 tokens and the model&apos;s context holds %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write something to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose auto, cpu or cuda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose auto, float32 or bfloat16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the device auto or cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LibTorch finds no usable GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No GPU can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown device &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown type &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or choose random:tiny</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model lacks a tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights need %1 MB of memory and %2 MB are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations are float32 or int8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations in int8 are for the processor, with --dtype float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model of the Llama family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave them out, or choose --device cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models of the family &quot;%1&quot; cannot be run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, choose bfloat16, or choose a smaller model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model needs %1 MB of %2 and %3 MB are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LibTorch failed in %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use shorter sequences or a smaller batch, or close other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume from another checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint lacks &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The optimiser&apos;s state does not fit this adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renaming a finished folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was asked when no worker was running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is not paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is paused already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a number any more after step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate or lengthen the warm-up; no checkpoint had been written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate or lengthen the warm-up; the checkpoint of step %1 is good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sample was made: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss on the held-out examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted after step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume it with lora-worker train --resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written any more; start the run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run&apos;s folder was deleted or moved while the run was working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result holds no adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prompt got no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A checkpoint is damaged and was passed over: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add examples, or hold out a smaller share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An adapter&apos;s modules changed while it was copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the base that the run was made for, or make a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted before training began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer examples are truncated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No example is left to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the base model back as it was, or make a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file back as it was, or make a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data was changed since the run began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data was changed since the run was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is another base model than the run began with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is another base model than the spec names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training needs about %1 of memory and %2 are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training needs about %1 of the GPU&apos;s memory and %2 are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another worker is working on this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new run; init_adapter goes on from this one&apos;s adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume it, or make a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was already started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it ends, or stop it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha is not a number for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the module&apos;s name and the layer&apos;s number: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a number such as 32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a rank from 1 to %1, the module&apos;s smaller width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DoRA is not supported yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers count from 0: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No linear module of the model is called &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank %1 cannot be used for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it to false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it to none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen modules do not lie in the layers of layers_to_transform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training biases (&quot;%1&quot;) is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use lora</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs %1 and %2 are free: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pattern &quot;%1&quot; is a regular expression that is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a module&apos;s name (q_proj) or the end of its path (layers.3.self_attn.q_proj)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project was written by a newer LoRA Studio (format %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>putting the new index in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>setting the old index aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program has kept the index locked for too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another window may have removed the project; open it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may write to this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk and its free space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place for the index; this file was left as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other windows of LoRA Studio and try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run lora-studio --rebuild-index: it sets this file aside and makes a new index from the project folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQLite refused a statement: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: the index could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index cannot be opened for writing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index could not be read or written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index does not know what this belongs to: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index is damaged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index was written by a newer LoRA Studio (schema %1; this program knows up to %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This SQLite database is not LoRA Studio&apos;s index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update LoRA Studio; the index was left as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A base model without a fingerprint cannot be indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data set without a hash cannot be indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list in the header claims %1 elements, more than the file can hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number in the header is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text in the header claims %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A truth value in the header is neither 0 nor 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that ends in .gguf, or a Hugging Face folder with a config.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download or copy the file again: it is damaged or was cut short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor %1 claims %2 dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alignment %1 is not a power of two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data of a tensor is not aligned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data of two tensors overlaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The element type %1 is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends before the data of a tensor does (%1 bytes, at least %2 + %3 + %4 expected)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends in the middle of its header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header claims %1 tensors and %2 values, more than the file can hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header holds a list of an unknown type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header holds a value of an unknown type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header names %1 twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header names tensor %1 twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows of tensor %1 do not divide into blocks of its type %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape of tensor %1 is empty or larger than any memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a GGUF file: it does not begin with the letters GGUF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a file of version 2 or 3, little-endian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a version of the model in F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K or Q6_K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF has no type %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor %1 cannot be written as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two values of the name %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shape holds something else than whole numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor lacks its dtype, shape or data_offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape and bytes of a tensor disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data of a tensor lies outside the file (offsets %1 to %2, the file holds %3 bytes of data)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The description of a tensor is not an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds %1 bytes that belong to no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is too short to be a safetensors file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of this safetensors file claims %1 bytes, the file has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of this safetensors file is larger than the format allows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of this safetensors file is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape of a tensor is larger than any memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of a tensor does not follow from its shape (%1 bytes, %2 expected)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a hole before the data of a tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two tensors of one name, or a name that cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message is not valid UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the text as UTF-8 and try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat template changes earlier turns when later ones are added, so what the assistant says cannot be told apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a base model with another template, or conversations of one turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number grows too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slice needs whole numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slice&apos;s step is zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value of type %1 cannot be sliced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value of type %1 has no method &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Division by zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template does too much work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template is nested too deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mapping has too many entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slice has too many parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An expression is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An expression is nested too deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An index is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpacked arguments are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value of type %1 has no length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value of type %1 cannot be called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value of type %1 cannot be gone through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a namespace&apos;s attributes can be set: &apos;%1&apos; is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The macro &apos;%1&apos; has no parameter &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The macro &apos;%1&apos; was given too many arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of values does not fit the number of names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template calls itself too deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value of type %1 cannot be written as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A closing bracket has no opening one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A comment is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A raw block is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tag is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text holds a malformed escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The character at &apos;%1&apos; is not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A method lacks its argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A method lacks its argument &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A method needs a whole number, got %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A method needs text, got %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat template refuses this conversation: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list does not hold this value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks are nested too deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected &apos;in&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected the tag &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recursive loops are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; does not belong here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unexpected &apos;%1&apos; in a tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unexpected &apos;%1&apos; in an expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat template is not valid UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s chat template is damaged, or uses more of Jinja than chat templates do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list or mapping grows too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is too large to write out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test needs a value to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test needs a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pre-tokenizer behind ByteLevel is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only byte-level BPE is supported: its pre_tokenizer ends in ByteLevel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences of pre-tokenizers within sequences are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported are ByteLevel, and Split, Digits and Punctuation before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pre-tokenizer &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pre-tokenizer sequence has no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The split behaviour &apos;%1&apos; is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The split has no pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer is not a byte-level one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the model as a Hugging Face folder, where tokenizer.json tells how text is cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A regular expression of the tokenizer gave up: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patterns follow Oniguruma or PCRE2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pattern or the text makes it backtrack too much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The regular expression cannot be compiled: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BPE, %1 tokens, %2 special, pre-tokenizer %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The merge &apos;%1 %2&apos; names a token that the vocabulary lacks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is not valid UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A merge is not two tokens with a space between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A special token lies outside the vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported is byte-level BPE (&apos;gpt2&apos;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has no usable tokenizer: %1 is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer kind &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary is too large to be real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token types and tokens differ in number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a GGUF file that holds its tokenizer, or the model as a Hugging Face folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A merge is neither two tokens nor a text with a space between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token&apos;s id is not a number in range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the file again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the model&apos;s tokenizer.json into the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tokenizer.model is a SentencePiece one, which is not supported yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported are tokenizers that take the text as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported is byte-level BPE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported is byte-level BPE without sub-word marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has no tokenizer.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The normalizer &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer has no list of merges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer has no vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer model &apos;%1&apos; is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of its answer lies beyond the limit of %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file again to read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it an answer of the assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has nothing to learn from: no token carries loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit or shorten the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project has a file project.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it, or choose another folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo&apos;s data is missing from the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo&apos;s settings are missing from the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk it lies on may have none; delete it in the file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder could not be moved to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program carries no demo data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a project in this folder already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project was written by a newer LoRA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update LoRA Studio and open it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker is at this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker is at this run already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build or install lora-worker beside lora-studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create or open one on the Home page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run could not be moved to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker program is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker behind chat and compare has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: it is started anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2, byte %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: merge %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BPE, %1 tokens, %2 special, pre-tokenizer %3; %4 rare bytes have no token and are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterCosts</name>
    <message>
        <source>recomputing layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recomputing feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the adapter costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>safetensors, float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that training changes. The base model&apos;s own stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of adapter_model.safetensors, which other tools load.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the base</source>
        <extracomment>%1 is a share: 0.36 % of the base model&apos;s parameters</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter file of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory: %1, for batches of %2 × %3 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recomputed is not kept in memory; the backward pass makes it again. It takes longer and learns the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It fits, but leaves little for other programs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterPage</name>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint all linear modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every linear module of every layer: the default, learns most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>q, k, v and o of every layer: how the model looks around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate, up and down of every layer: what the model knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last third</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the layers nearest the output: style rather than knowledge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>q and v</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in the first LoRA paper: small, and often enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <extracomment>a button: paint nothing</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing painted. Undo brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to clear, Shift to extend. Keys: arrows, space, 1–8, + and −, 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set rank %1 everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use rsLoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use plain scaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start fresh</source>
        <extracomment>what Undo would take back, after the word Undo; as are &quot;paint %1&quot;, &quot;set rank %1 everywhere&quot; and the like</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go on from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An adapter is painted over a base model: choose that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is painted, so there is nothing to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is painted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 trainable (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>apply a preset</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterSettings</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank to paint with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint with rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much each module can learn. 16 suits most jobs; more for new skills, less for a tone of voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loudly the adapter speaks: its part is scaled by alpha ÷ rank. Twice the rank is the habit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the adapter&apos;s inputs left out at random while training, against learning by heart. 0.05 is the default; more for few examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank-stabilised scaling (rsLoRA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales by alpha ÷ √rank instead, so that ranks of 64 and more still learn at the same pace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start fresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give every painted cell rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells have different alphas; a change here sets all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At rank %1 the adapter is scaled by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::AnswerPane</name>
    <message>
        <source>Answer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who answers in pane %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base, the result of a run, or one of its checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint of the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes this pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of answer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer comes here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that answered: %1
Click copies it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint of the weights that answered: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::AnswerView</name>
    <message>
        <source>“%1”: probability %2 %, log-probability %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to the base: %1 %, %2</source>
        <extracomment>after the probability and log-probability of a token with the adapter: the same with the base alone</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::BasePage</name>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose base model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a GGUF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a Hugging Face folder: config.json, safetensors and tokenizer.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use SmolLM2-135M (included)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SmolLM2-135M is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small chat model of 135 million parameters, Apache-2.0: trains on any machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A GGUF file, as llama.cpp and Ollama use them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop a file or folder anywhere on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base models used before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model that learns from your examples: a GGUF file or a Hugging Face folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File, tokenizer and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint being computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A base model is chosen for a project. Open one, or start the demo, on Home.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a Hugging Face folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base model chosen yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the header of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tokenizer found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 over the configuration and every weight: names this model whatever its file is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::BaseService</name>
    <message>
        <source>The index could not be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::CheckList</name>
    <message>
        <source>Fine</source>
        <extracomment>spoken before the text of a check that has passed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks of the data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action, a page, a run or a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ComparePage</name>
    <message>
        <source>Compare</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <extracomment>a button: send the prompt to every pane</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends the prompt to every pane (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again with another seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the same with a new seed: shows what is luck and what the adapter learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tints each token by how much likelier (vermilion) or unlikelier (blue) it is than to the base; numbers are under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides earlier comparisons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compares one more, up to four</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the comparison…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes prompt, settings and answers to a Markdown or JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops the answers where they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier comparisons, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier comparisons, newest first; a click shows one again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base model first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base model is chosen yet, so nothing can answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project has no adapter yet: both panes show the base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 panes are answering with seed %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask something: every pane gets the same prompt and seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same prompt, same seed %1; differing words are underlined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This pane has no answer: the model ended at once. Try another seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No trustworthy answer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered by %1, which is no longer there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::CrashNotice</name>
    <message>
        <source>Show report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA Studio ended unexpectedly last time (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker of LoRA Studio ended unexpectedly (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 new reports; this is the latest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs go on by themselves: %1 is still training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs go on by themselves; nothing of them is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run that it worked on can be resumed on the Train page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report stays on this computer unless you pass it on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::DataPage</name>
    <message>
        <source>Examples (*.jsonl *.json *.ndjson *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detected: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detected: %1
Columns: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSONL, JSON or plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest example in tokens (max_seq_length). Longer ones are cut; memory grows with it. 1,024 is the default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set the limit to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples are longer and would be cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold out a share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold out %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>require all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring examples of what the model should say: JSONL, JSON or plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lengths appear once the data is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lengths are known once a base model is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was made for %1 tokens at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 example is longer and is cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples are longer and are cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every example fits whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 example from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::DataService</name>
    <message>
        <source>The index could not be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ExampleTable</name>
    <message>
        <source>Cut from %1 to %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row %1, refused: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens that the model learns to write: what the assistant says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <extracomment>head of a column: number of the example</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>head of a column: file and line that the example comes from</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ExampleView</name>
    <message>
        <source>Progress of reading the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token is a piece of text. The model learns to write the coloured ones; the grey ones it only reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a token, or use the arrow keys, for its id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out of training: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens appear here once a base model is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens, &lt;span style=&apos;color:%2&apos;&gt;■&lt;/span&gt; %3 carry loss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ExportPage</name>
    <message>
        <source>Loading the base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading back and comparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the adapter to the folder, reads it back and compares what it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the exported files in the file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result of a run, or one of its checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEFT (safetensors): loads in transformers and PEFT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What other tools read. Default: PEFT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the target folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new folder for the adapter. Default: exports/ within the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load it in Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the Python lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to load it in PEFT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project has no adapter yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to export until a run has written an adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to export %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export could not be verified, so do not use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified: read back from disk, its logits differ by %1 at most</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::FilesPanel</name>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add data files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the files out of the project&apos;s data; they stay on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> % of the examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of examples held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept from training to measure what was learnt. 10 % is the default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a file of its own…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples that are never trained on, from a file that you prepared for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a share instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds out a share of the examples again; the file stays on disk</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::FoldPanel</name>
    <message>
        <source>Fold the panel: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the panel: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::FoundCard</name>
    <message>
        <source>Looking for models on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base model was found on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model found on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 models found on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders of Hugging Face, llama.cpp, LM Studio and Ollama are looked at, on this computer alone. Any other model is chosen on the Base model page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And %1 more: a project&apos;s Base model page lists them all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::FoundList</name>
    <message>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for models again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks again in the folders of Hugging Face, llama.cpp, LM Studio and Ollama</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models found on this computer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None found in the folders of Hugging Face, llama.cpp, LM Studio and Ollama.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::GuideFinder</name>
    <message>
        <source>Find in the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up and Down choose among the places found, Enter opens one, Escape ends the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page has these words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::HelpPage</name>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back in the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward in the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page has “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One place with “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 places with “%2”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::HomePage</name>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>a button: open a project</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>Keep the English word beside yours, so that who cannot read the language finds the way out.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome. LoRA Studio teaches a language model from your examples, on this computer alone: it works without a network and sends nothing anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project yet. A project keeps one job together: its base model, its data and its runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach a small model a bank&apos;s house style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>200 examples, a base model that comes with the program, and about five minutes of training on this machine. Nothing leaves it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of projects cannot be kept: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the demo, or make a project of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the project called?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this project to the trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with its runs, checkpoints and data. You can bring it back from the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::LayerMap</name>
    <message>
        <source>Layers by modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paint %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paint layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paint cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raise rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click paints the column, right-click clears it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click paints the row, right-click clears it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, %2: not adapted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, %2: rank %3, alpha %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2 cells selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::LengthHistogram</name>
    <message>
        <source>Lengths of the examples in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each bar counts examples of one length. Drag the line, or use the arrow keys, to set where longer examples are cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tokens counted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest %1 tokens; limit %2; %3 examples are longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::LossPlot</name>
    <message>
        <source>Loss over training steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss of each step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <extracomment>the best value of the hold-out loss, in the plot&apos;s legend</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1 · loss %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold-out %1 at step %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <extracomment>a command that shows the run of this name, and below what kind of thing the command is about</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: %1</source>
        <extracomment>In the list of commands. Keep the English word beside yours, so that who cannot read the language finds the way out.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training settings: basic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training settings: advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page knows what to do with %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::MappingEditor</name>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question, answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ShareGPT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt, completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format of the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a row becomes an example that the model can learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As</source>
        <extracomment>label of a list of formats: read the rows as …</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>no column</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::MemoryBar</name>
    <message>
        <source>Memory needed for training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model as it is held: as the file stores it where that can be computed with, else expanded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each layer keeps for the backward pass. Shorter sequences and smaller batches need less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter, its gradient and the two moments that AdamW keeps. Grows with rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reserve</source>
        <extracomment>memory kept free for the program itself</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program itself and room for the allocator.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::Page</name>
    <message>
        <source>More actions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ProjectCard</name>
    <message>
        <source>Open project %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is not there now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open now · %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ProjectService</name>
    <message>
        <source>The index could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project could not be indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bank support demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::PromptBar</name>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask all panes the same. Ctrl+Enter sends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every pane gets this prompt with the same seed. Ctrl+Enter sends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told to the model before the prompt. Default: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How freely words are drawn. Default 0.7. 0 always takes the likeliest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws only from the likeliest words that make up this share. Default 0.95; 1 allows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest answer. Default 128.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed draws the same answer. Default 42.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the prompt to every pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends the prompt to every pane (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::Rail</name>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>current</source>
        <extracomment>spoken after the name of a page: this step of the job is at hand</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::ReadinessCard</name>
    <message>
        <source>%1 modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA, rank %1, alpha %2 on %3; %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base model is chosen yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model cannot be used: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No training data is chosen yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data cannot be used: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter has no target: paint at least one module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the next run will be made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet. This is what the first one will be made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training writes a run folder and starts a worker on it. It goes on when you close the window; the curve is here when you come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none chosen yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no target painted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::RefusalPanel</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::RunPlots</name>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing of the loss curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much the strong curve evens out the steps. 0 shows each step as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws the loss on a logarithmic axis: small changes late in a run become visible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the whole run again. Drag zooms, the wheel zooms, Shift+drag pans, a double click or 0 shows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay</source>
        <extracomment>a button: draw other runs in the same plot</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw other runs in the same plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws the loss of other runs in the same plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves the plot as a picture or its numbers as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the loss plot as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the loss plot as SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the run&apos;s numbers as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be drawn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::RunService</name>
    <message>
        <source>The run could not be indexed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::RunTabs</name>
    <message>
        <source>Details of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: a column a prompt, a row a step, the newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No samples yet. Sample now, or give sample prompts in the settings, and the answers come here as the adapter changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exact spec of this run, as its folder keeps it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the spec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies spec.json; lora-worker train --spec runs it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The spec that runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device: %1, kernels: %2, numbers: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint of step %1 (%2): %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker crashed. Its report: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <extracomment>a checkpoint: the best of the run by its hold-out loss, the last one, or any other</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>regular</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::RunsModel</name>
    <message>
        <source>Run</source>
        <extracomment>a training and all that it has written; here the head of a column</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::RunsPage</name>
    <message>
        <source>One run in %1, running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One run in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs in %2, %3 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet: a run is one training, kept with its curve and checkpoints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <extracomment>a button: put this run&apos;s adapter beside the base on the Compare page</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move run to trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an interrupted run can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this run to the trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with its checkpoints. You can bring it back from the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::SamplesModel</name>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::Sparkline</name>
    <message>
        <source>Loss of the last run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::StatusStrip</name>
    <message>
        <source>portable</source>
        <extracomment>kernels for any processor, without AVX</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU · %1 · 1 thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU · %1 · %2 threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no worker, %1 GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that the worker uses, of all that this machine has</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::TokenStrip</name>
    <message>
        <source>Tokens of this example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens, %2 carry loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>carries loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>special, carries no loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read only, carries no loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 of %2 · id %3 · “%4” · %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✂ %1 more tokens are cut off by the limit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::TrainPage</name>
    <message>
        <source>Train</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a new run with the settings at the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pauses after the current step; memory stays in use until you resume or stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on where the run left off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the run after the current step and keeps the adapter as it is then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes a checkpoint after the current step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the adapter as it is now answer the sample prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the settings of the next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the base and what it has learnt side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps done of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training loss, mean of the last ten steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold-out loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss on examples that the adapter does not train on; this is what counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens a second, mean of the last ten steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimate from the last steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lora::ui::TrainingSettings</name>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each step moves the adapter. Default 2e-4. Raise it when the loss hardly falls, lower it when the loss jumps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often every example is seen. Default 3. More for few examples; fewer when the hold-out loss rises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the run after so many steps, whatever the epochs say. Default: as the epochs say. Set it for a quick trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by epochs</source>
        <extracomment>instead of a number of steps: the number of epochs decides</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples are cut at so many tokens. Default 1,024. Longer needs more memory; shorter is faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the examples kept aside to judge the adapter on what it has not seen. Default 0.1, which is 10 %. 0 keeps none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packed sequences in one pass. Default 1. More of them keep a large GPU busy, and need as much more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes summed into one step. Default 16: a step learns from 16 × batch size examples. Costs time, no memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One prompt a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter answers these while it trains, so that you see it change. One a line. Default: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate goes on after warm-up. Default cosine: it eases out to zero. Constant suits runs you stop by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the steps in which the learning rate rises from zero. Default 0.1. More when the loss jumps early on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls the adapter&apos;s weights towards zero. Default 0. A little, such as 0.01, can help few examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this. Default 1. Lower it when the loss jumps; 0 turns it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam β₁</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long AdamW remembers the gradient&apos;s direction. Default 0.9. Rarely changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam β₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long AdamW remembers the gradient&apos;s size. Default 0.999. 0.95 reacts faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam ε</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps AdamW from dividing by zero. Default 1e-8. Rarely changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between two looks at the hold-out. Default: about ten times a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between two checkpoints. Default: at each evaluation. Fewer steps lose less when the machine goes down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluation</source>
        <extracomment>instead of a number of steps, after &quot;Checkpoint every&quot; or &quot;Sample every&quot;: at each evaluation</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between two rounds of the sample prompts. Default: at each evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens in a sample answer at most. Default 64. Longer samples cost time during training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest checkpoints kept besides the best and the last. Default 3. More costs disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that the base computes with. Default automatic: what this machine multiplies fastest without harm. float32 is exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where training runs. Default automatic: the GPU if there is one it can use, else the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads used. Default: all. Fewer leave room for other work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>instead of a number: all processor threads</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the backward pass makes again instead of keeping it in memory. Default automatic: as little as fits. More needs less memory and more time; what is learnt is the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>what is computed again in the backward pass to save memory</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack short examples together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays several examples into one sequence; none sees another. Default on: faster. Off for strict batches of single examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle the examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new order every epoch, from the seed. Default on. Off when the order of your file matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of all chance. Default 42. The same seed gives the same run; another shows how much was luck.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows every setting. The defaults of the hidden ones are good for most runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets every field back to its default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step learns from %1 examples, packed into sequences of up to %2 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step learns from %1 examples of up to %2 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
