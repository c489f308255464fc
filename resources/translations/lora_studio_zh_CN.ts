<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ComparisonWords</name>
    <message>
        <source>The answer of “%1” cannot be trusted: %2</source>
        <translation>“%1”的回答不可信：%2</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Temperature %1, top-p %2, at most %3 tokens, seed %4</source>
        <translation>温度 %1，top-p %2，最多 %3 个词元，随机种子 %4</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>The worker answered for other panes than were asked</source>
        <translation>工作进程返回的窗格与请求的不符</translation>
    </message>
    <message>
        <source>another pane&apos;s name came back</source>
        <translation>返回的是另一个窗格的名称</translation>
    </message>
    <message>
        <source>no fingerprint of the weights came with it</source>
        <translation>未附带权重的指纹</translation>
    </message>
    <message>
        <source>it came from other weights than the base&apos;s</source>
        <translation>所用权重不是基座的权重</translation>
    </message>
    <message>
        <source>the base answered in place of the adapter</source>
        <translation>作答的是基座，而不是适配器</translation>
    </message>
    <message>
        <source>the weights changed while it was written</source>
        <translation>生成期间权重发生了变化</translation>
    </message>
</context>
<context>
    <name>ConversationWords</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>补全</translation>
    </message>
</context>
<context>
    <name>DataCheckWords</name>
    <message>
        <source>conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>instructions (Alpaca)</source>
        <translation>指令（Alpaca）</translation>
    </message>
    <message>
        <source>conversations (ShareGPT)</source>
        <translation>对话（ShareGPT）</translation>
    </message>
    <message>
        <source>prompts and completions</source>
        <translation>提示词与补全</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Map</source>
        <extracomment>a button: say which column holds what</extracomment>
        <translation>指定映射</translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation>保留其余行</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>a button: go to the example in question</extracomment>
        <translation>查看</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 处</translation>
    </message>
    <message>
        <source>1 broken row is left out</source>
        <translation>已略去 1 个损坏的行</translation>
    </message>
    <message>
        <source>%1 broken rows are left out</source>
        <translation>已略去 %1 个损坏的行</translation>
    </message>
    <message>
        <source>Require all</source>
        <translation>要求全部有效</translation>
    </message>
    <message>
        <source>%1 cut at %2 tokens</source>
        <translation>%1 个样本在 %2 个词元处被截断</translation>
    </message>
    <message>
        <source>What is beyond the limit is not learnt. Raise it under Lengths.</source>
        <translation>超出上限的部分不会被学习。可在“长度”中调高上限。</translation>
    </message>
    <message>
        <source>None is longer than %1 tokens</source>
        <translation>没有样本超过 %1 个词元</translation>
    </message>
    <message>
        <source>1 has nothing to learn from</source>
        <translation>1 个样本没有可学习的内容</translation>
    </message>
    <message>
        <source>%1 have nothing to learn from</source>
        <translation>%1 个样本没有可学习的内容</translation>
    </message>
    <message>
        <source>%1. Left out of training.</source>
        <translation>%1。不参与训练。</translation>
    </message>
    <message>
        <source>Reading the files, %1</source>
        <translation>正在读取文件，%1</translation>
    </message>
    <message>
        <source>1 example read</source>
        <translation>已读取 1 个样本</translation>
    </message>
    <message>
        <source>%1 examples read</source>
        <translation>已读取 %1 个样本</translation>
    </message>
    <message>
        <source>Format: %1</source>
        <translation>格式：%1</translation>
    </message>
    <message>
        <source>1 repeats an earlier example</source>
        <translation>1 个样本与前面的样本重复</translation>
    </message>
    <message>
        <source>%1 repeat earlier examples</source>
        <translation>%1 个样本与前面的样本重复</translation>
    </message>
    <message>
        <source>Repeats weigh more, and may stand on both sides of the hold-out.</source>
        <translation>重复的样本权重更大，还可能同时出现在训练集和留出集中。</translation>
    </message>
    <message>
        <source>Tokens are counted once a base model with a tokenizer is chosen</source>
        <translation>选择带有分词器的基座模型后才会统计词元数</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>The model has no chat template</source>
        <translation>该模型没有对话模板</translation>
    </message>
    <message>
        <source>ChatML is used; a model that never saw it learns it from your examples.</source>
        <translation>将使用 ChatML；未见过它的模型会从样本中学会。</translation>
    </message>
    <message>
        <source>Chat template found</source>
        <translation>已找到对话模板</translation>
    </message>
    <message>
        <source>Counting tokens, %1</source>
        <translation>正在统计词元，%1</translation>
    </message>
    <message>
        <source>%1 held out in %2</source>
        <translation>已留出 %1 个样本，位于 %2</translation>
    </message>
    <message>
        <source>About %1 held out for evaluation</source>
        <translation>约留出 %1 个样本用于评估</translation>
    </message>
    <message>
        <source>Nothing is held out</source>
        <translation>未留出任何样本</translation>
    </message>
    <message>
        <source>Without a hold-out nobody can tell learning from learning by heart.</source>
        <translation>没有留出样本，就无法分辨模型是学会了还是死记硬背。</translation>
    </message>
</context>
<context>
    <name>FoundWords</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 参数</translation>
    </message>
    <message>
        <source>Models are used where they lie: nothing is copied, and nothing is sent anywhere.</source>
        <translation>模型在原位置直接使用：不复制任何内容，也不向任何地方发送数据。</translation>
    </message>
</context>
<context>
    <name>ModelFactWords</name>
    <message>
        <source>Calls itself</source>
        <translation>自称</translation>
    </message>
    <message>
        <source>The name that its makers wrote into it.</source>
        <translation>模型制作者写在其中的名称。</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>The architecture: which blocks the model is built of.</source>
        <translation>架构：模型由哪种结构块堆叠而成。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>How many numbers the model has learnt. They stay as they are; the adapter is added.</source>
        <translation>模型学到的数值个数。它们保持不变，适配器叠加其上。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>%1 × %2 wide</source>
        <extracomment>number of layers and width of each: 30 × 576 wide</extracomment>
        <translation>%1 层 × 宽 %2</translation>
    </message>
    <message>
        <source>Blocks one after the other, and the width of a token between them.</source>
        <translation>依次相连的层数，以及层间每个词元的宽度。</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>%1 wide</source>
        <translation>宽度 %1</translation>
    </message>
    <message>
        <source>Features between up and down in each layer.</source>
        <translation>每层中 up 与 down 之间的特征数。</translation>
    </message>
    <message>
        <source>Heads</source>
        <extracomment>attention heads</extracomment>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>%1, %2 for keys and values</source>
        <translation>%1，键和值 %2</translation>
    </message>
    <message>
        <source>Attention looks in this many ways at once; fewer key and value heads save memory.</source>
        <translation>注意力同时从这么多个角度观察；键值头越少越省内存。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>The pieces of text that the model reads and writes.</source>
        <translation>模型读写文本时所用的片段。</translation>
    </message>
    <message>
        <source>Context</source>
        <extracomment>context length</extracomment>
        <translation>上下文</translation>
    </message>
    <message>
        <source>The longest text that the model was made for.</source>
        <translation>模型设计支持的最长文本。</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <extracomment>number of tensors and their type: 210 × Q4_1</extracomment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>How the model lies on disk. It is read, never written.</source>
        <translation>模型在磁盘上的存放形式。只读取，从不写入。</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <source>Bytes of weights. They are mapped, not loaded, until training starts.</source>
        <translation>权重的字节数。开始训练前只做映射，不载入。</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>How the weights are stored. Types with a Q are quantised: several weights share a scale.</source>
        <translation>权重的存储方式。带 Q 的类型是量化的：多个权重共用一个缩放系数。</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Cuts text into tokens. Without one, data cannot be prepared.</source>
        <translation>把文本切分为词元。没有它就无法准备数据。</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source>none; ChatML is used</source>
        <translation>无；将使用 ChatML</translation>
    </message>
    <message>
        <source>found</source>
        <translation>已找到</translation>
    </message>
    <message>
        <source>How the model expects a conversation to be written down.</source>
        <translation>模型要求的对话书写格式。</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>the model does not say</source>
        <translation>模型未说明</translation>
    </message>
    <message>
        <source>What the model&apos;s makers allow, as its file states it.</source>
        <translation>模型制作者允许的用途，以其文件中的声明为准。</translation>
    </message>
</context>
<context>
    <name>NumberWords</name>
    <message>
        <source>%1 B</source>
        <extracomment>thousand millions: the size of a model is written 7 B, short for billion</extracomment>
        <translation>%1B</translation>
    </message>
    <message>
        <source>%1 M</source>
        <extracomment>millions</extracomment>
        <translation>%1M</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 字节</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>a share in per cent; English sets it with a space</extracomment>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>ProgramPageWords</name>
    <message>
        <source>what</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation>您的项目</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>当前项目</translation>
    </message>
    <message>
        <source>none is open</source>
        <translation>未打开项目</translation>
    </message>
    <message>
        <source>Its runs</source>
        <translation>其运行记录</translation>
    </message>
    <message>
        <source>`runs/run-0001` and on, within the project</source>
        <translation>项目内的 `runs/run-0001` 等文件夹</translation>
    </message>
    <message>
        <source>Index of projects and runs</source>
        <translation>项目与运行的索引</translation>
    </message>
    <message>
        <source>Settings of the window</source>
        <translation>窗口设置</translation>
    </message>
    <message>
        <source>Base model that comes along</source>
        <translation>随附的基座模型</translation>
    </message>
    <message>
        <source>The worker</source>
        <translation>工作进程</translation>
    </message>
    <message>
        <source>Where files live</source>
        <translation>文件存放位置</translation>
    </message>
    <message>
        <source>A run is a folder: what was asked (`spec.json`), what happened (`events.jsonl`), its checkpoints and its result. Copy or archive it as it is.</source>
        <translation>每次运行都是一个文件夹：要求（`spec.json`）、经过（`events.jsonl`）、检查点和结果。可原样复制或归档。</translation>
    </message>
    <message>
        <source>The index can be made again from the folders: `lora-studio --rebuild-index`. Nothing is sent anywhere.</source>
        <translation>索引可以根据这些文件夹重新生成：`lora-studio --rebuild-index`。不向任何地方发送数据。</translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation>关于与许可证</translation>
    </message>
    <message>
        <source>LoRA Studio %1 trains low-rank adapters for language models on this machine, with or without a GPU.</source>
        <translation>LoRA Studio %1 在本机上为语言模型训练低秩适配器，有无 GPU 均可。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>The window is free software under the GNU General Public License, version 3 or later; the worker, the core and the kernels are under the Apache License 2.0.</source>
        <translation>窗口程序是自由软件，采用 GNU General Public License 第 3 版或更高版本；工作进程、核心和计算内核采用 Apache License 2.0。</translation>
    </message>
    <message>
        <source>It stands on Qt (LGPL-3.0), QCustomPlot (GPL-3.0), LibTorch (BSD-3-Clause), SQLite (public domain) with SQLiteCpp (MIT), nlohmann/json (MIT), PCRE2 (BSD), spdlog (MIT), CLI11 (BSD-3-Clause) and OpenSSL (Apache-2.0). The base model that comes along, SmolLM2-135M-Instruct, is under the Apache License 2.0.</source>
        <translation>本软件基于 Qt（LGPL-3.0）、QCustomPlot（GPL-3.0）、LibTorch（BSD-3-Clause）、SQLite（公有领域）及 SQLiteCpp（MIT）、nlohmann/json（MIT）、PCRE2（BSD）、spdlog（MIT）、CLI11（BSD-3-Clause）和 OpenSSL（Apache-2.0）。随附的基座模型 SmolLM2-135M-Instruct 采用 Apache License 2.0。</translation>
    </message>
    <message>
        <source>The texts of everything inside:</source>
        <translation>所含全部组件的许可证文本：</translation>
    </message>
</context>
<context>
    <name>RankGridWords</name>
    <message>
        <source>rank %1</source>
        <translation>秩 %1</translation>
    </message>
    <message>
        <source>ranks %1 to %2</source>
        <translation>秩 %1 至 %2</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>1 module</source>
        <translation>1 个模块</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>%1 of %2 modules</source>
        <translation>%1/%2 个模块</translation>
    </message>
    <message>
        <source>Query: what each token asks of the tokens before it.</source>
        <translation>Query（查询）：每个词元向前面的词元询问什么。</translation>
    </message>
    <message>
        <source>Key: what each token offers to be found by.</source>
        <translation>Key（键）：每个词元凭什么被找到。</translation>
    </message>
    <message>
        <source>Value: what a token hands on once it has been found.</source>
        <translation>Value（值）：词元被找到后传递什么。</translation>
    </message>
    <message>
        <source>Output: mixes what the attention heads have gathered.</source>
        <translation>Output（输出）：混合各注意力头收集到的信息。</translation>
    </message>
    <message>
        <source>Gate: decides which features of the feed-forward part are let through.</source>
        <translation>Gate（门控）：决定放行前馈部分的哪些特征。</translation>
    </message>
    <message>
        <source>Up: widens each token into the features of the feed-forward part.</source>
        <translation>Up（升维）：把每个词元扩展为前馈部分的特征。</translation>
    </message>
    <message>
        <source>Down: brings the features back to the model&apos;s width.</source>
        <translation>Down（降维）：把特征还原到模型的宽度。</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>falling</source>
        <translation>下降中</translation>
    </message>
    <message>
        <source>not falling yet</source>
        <translation>尚未下降</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>上升中</translation>
    </message>
    <message>
        <source>level</source>
        <extracomment>the loss neither falls nor rises</extracomment>
        <translation>持平</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1/%2 步</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>best hold-out loss %1</source>
        <translation>最佳留出损失 %1</translation>
    </message>
    <message>
        <source>hold-out loss %1 → %2</source>
        <translation>留出损失 %1 → %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>starting</source>
        <extracomment>states of a run, in a table and after its name: run-0007, finished</extracomment>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在载入模型</translation>
    </message>
    <message>
        <source>Preparing the data</source>
        <translation>正在准备数据</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>Writing samples</source>
        <translation>正在生成采样</translation>
    </message>
    <message>
        <source>Saving a checkpoint</source>
        <translation>正在保存检查点</translation>
    </message>
    <message>
        <source>The worker is starting</source>
        <translation>工作进程正在启动</translation>
    </message>
    <message>
        <source>Loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>Loss %1, %2</source>
        <translation>损失 %1，%2</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <extracomment>%1 is &quot;41 of 120 steps&quot;, %2 a duration: 2 min 10 s</extracomment>
        <translation>%1，剩余 %2</translation>
    </message>
    <message>
        <source>Paused after %1</source>
        <translation>已暂停，完成 %1</translation>
    </message>
    <message>
        <source>Interrupted after %1</source>
        <translation>已中断，完成 %1</translation>
    </message>
    <message>
        <source>Stopped by an error after %1</source>
        <translation>因错误停止，完成 %1</translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation>已停止，完成 %1</translation>
    </message>
    <message>
        <source>Finished: %1</source>
        <extracomment>%1 is &quot;hold-out loss 4.25 → 1.71; 120 of 120 steps in 1 min 38 s&quot;</extracomment>
        <translation>已完成：%1</translation>
    </message>
    <message>
        <source>No checkpoint was written before.</source>
        <translation>此前没有写入检查点。</translation>
    </message>
    <message>
        <source>The last good checkpoint is of step %1; Compare and Export can use it.</source>
        <translation>最后一个完好的检查点在第 %1 步；“对比”和“导出”可以使用它。</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>运行失败</translation>
    </message>
    <message>
        <source>The worker crashed before its first checkpoint. Resume starts again from step 0.</source>
        <translation>工作进程在写入首个检查点之前崩溃。“继续”将从第 0 步重新开始。</translation>
    </message>
    <message>
        <source>The worker crashed in mid-run. Resume goes on from the checkpoint of step %1 as if nothing had happened.</source>
        <translation>工作进程在运行途中崩溃。“继续”将从第 %1 步的检查点接着训练，不受此次崩溃影响。</translation>
    </message>
    <message>
        <source>The worker ended before its first checkpoint. Resume starts again from step 0.</source>
        <translation>工作进程在写入首个检查点之前结束。“继续”将从第 0 步重新开始。</translation>
    </message>
    <message>
        <source>The worker ended in mid-run. Resume goes on from the checkpoint of step %1 as if nothing had happened.</source>
        <translation>工作进程在运行途中结束。“继续”将从第 %1 步的检查点接着训练，不受此次中断影响。</translation>
    </message>
    <message>
        <source>Log, below, names its report.</source>
        <translation>下方的“日志”指明了其报告。</translation>
    </message>
    <message>
        <source>The hold-out loss has been rising since step %1: the adapter is learning its examples by heart. Stop now and use the best checkpoint, or train for fewer epochs.</source>
        <translation>留出损失从第 %1 步起持续上升：适配器正在死记样本。请立即停止并使用最佳检查点，或减少训练轮数。</translation>
    </message>
    <message>
        <source>The loss has not moved for %1 steps: the learning rate (%2) may be too small. Stop, raise it threefold and start again.</source>
        <translation>损失已有 %1 步没有变化：学习率（%2）可能过小。请停止，将其调到三倍后重新开始。</translation>
    </message>
    <message>
        <source>The worker refused the last request: %1</source>
        <translation>工作进程拒绝了上一个请求：%1</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <extracomment>two parts of a sentence: &quot;Loss 1.84, falling; 41 of 120 steps&quot;</extracomment>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 is &quot;120 of 120 steps&quot;, %2 a duration</extracomment>
        <translation>%1，用时 %2</translation>
    </message>
</context>
<context>
    <name>VariantWords</name>
    <message>
        <source>%1, step %2 (best)</source>
        <translation>%1，第 %2 步（最佳）</translation>
    </message>
    <message>
        <source>%1, step %2 (last)</source>
        <translation>%1，第 %2 步（最后）</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>%1, result</source>
        <translation>%1，结果</translation>
    </message>
    <message>
        <source>Base</source>
        <extracomment>the base model itself, without an adapter, as one of those that answer</extracomment>
        <translation>基座</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Answer requests as JSON lines on stdin and stdout, for the window</source>
        <translation>供窗口使用：通过 stdin 和 stdout 以 JSON 行应答请求</translation>
    </message>
    <message>
        <source>A variant must be an object</source>
        <translation>变体必须是对象</translation>
    </message>
    <message>
        <source>An adapter must be an object</source>
        <translation>适配器必须是对象</translation>
    </message>
    <message>
        <source>Close other programs or choose a smaller model</source>
        <translation>请关闭其他程序，或选择更小的模型</translation>
    </message>
    <message>
        <source>Install both programs from the same release</source>
        <translation>请安装同一版本的两个程序</translation>
    </message>
    <message>
        <source>The request was cancelled</source>
        <translation>请求已取消</translation>
    </message>
    <message>
        <source>There is no variant to answer</source>
        <translation>没有可作答的变体</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Unknown request &quot;%1&quot;</source>
        <translation>未知请求“%1”</translation>
    </message>
    <message>
        <source>A request must be a JSON object</source>
        <translation>请求必须是 JSON 对象</translation>
    </message>
    <message>
        <source>Another request has this id</source>
        <translation>已有另一个请求使用此 id</translation>
    </message>
    <message>
        <source>Name a new folder for the run</source>
        <translation>请为该运行指定一个新文件夹</translation>
    </message>
    <message>
        <source>This folder is not empty</source>
        <translation>此文件夹不为空</translation>
    </message>
    <message>
        <source>A required field is missing</source>
        <translation>缺少必填字段</translation>
    </message>
    <message>
        <source>Check for a missing quote, comma or bracket there</source>
        <translation>请检查该处是否缺少引号、逗号或括号</translation>
    </message>
    <message>
        <source>Check its spelling, or remove it</source>
        <translation>请检查拼写，或将其删除</translation>
    </message>
    <message>
        <source>Expected a JSON object</source>
        <translation>应为 JSON 对象</translation>
    </message>
    <message>
        <source>Expected a list</source>
        <translation>应为列表</translation>
    </message>
    <message>
        <source>Expected a list of texts</source>
        <translation>应为文本列表</translation>
    </message>
    <message>
        <source>Expected a list of whole numbers</source>
        <translation>应为整数列表</translation>
    </message>
    <message>
        <source>Expected a number</source>
        <translation>应为数字</translation>
    </message>
    <message>
        <source>Expected a whole number</source>
        <translation>应为整数</translation>
    </message>
    <message>
        <source>Expected text</source>
        <translation>应为文本</translation>
    </message>
    <message>
        <source>Expected true or false</source>
        <translation>应为 true 或 false</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2</source>
        <translation>请输入 %1 到 %2 之间的整数</translation>
    </message>
    <message>
        <source>The number %1 is out of range</source>
        <translation>数值 %1 超出范围</translation>
    </message>
    <message>
        <source>This JSON cannot be read: %1</source>
        <translation>无法读取此 JSON：%1</translation>
    </message>
    <message>
        <source>This field is not known</source>
        <translation>未知字段</translation>
    </message>
    <message>
        <source>This is not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>The log file cannot be opened: %1</source>
        <translation>无法打开日志文件：%1</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>请选择文件</translation>
    </message>
    <message>
        <source>Choose a folder you may write to, or change its permissions</source>
        <translation>请选择有写入权限的文件夹，或更改其权限</translation>
    </message>
    <message>
        <source>Failed while %1: %2</source>
        <translation>%1时失败：%2</translation>
    </message>
    <message>
        <source>Free some space and try again</source>
        <translation>请释放一些空间后重试</translation>
    </message>
    <message>
        <source>Not allowed while %1</source>
        <translation>%1时权限不足</translation>
    </message>
    <message>
        <source>The disk is full while %1</source>
        <translation>%1时磁盘已满</translation>
    </message>
    <message>
        <source>The file is larger than the limit</source>
        <translation>文件超过大小上限</translation>
    </message>
    <message>
        <source>The file is larger than the limit of %1 MB</source>
        <translation>文件超过 %1 MB 的上限</translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>This is a folder, a file was expected</source>
        <translation>这是文件夹，应为文件</translation>
    </message>
    <message>
        <source>This is not a regular file</source>
        <translation>这不是普通文件</translation>
    </message>
    <message>
        <source>appending to a file</source>
        <translation>追加写入文件</translation>
    </message>
    <message>
        <source>creating a file</source>
        <translation>创建文件</translation>
    </message>
    <message>
        <source>creating a folder</source>
        <translation>创建文件夹</translation>
    </message>
    <message>
        <source>creating a temporary folder</source>
        <translation>创建临时文件夹</translation>
    </message>
    <message>
        <source>flushing to disk</source>
        <translation>将数据刷写到磁盘</translation>
    </message>
    <message>
        <source>locking a file</source>
        <translation>锁定文件</translation>
    </message>
    <message>
        <source>mapping a file into memory</source>
        <translation>将文件映射到内存</translation>
    </message>
    <message>
        <source>opening a file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>opening a file to lock it</source>
        <translation>打开要锁定的文件</translation>
    </message>
    <message>
        <source>opening a lock file</source>
        <translation>打开锁文件</translation>
    </message>
    <message>
        <source>reading a file</source>
        <translation>读取文件</translation>
    </message>
    <message>
        <source>writing a file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>cutting a file</source>
        <translation>截断文件</translation>
    </message>
    <message>
        <source>A program could not be started</source>
        <translation>无法启动程序</translation>
    </message>
    <message>
        <source>starting a program</source>
        <translation>启动程序</translation>
    </message>
    <message>
        <source>Processors from Intel since 2013 (Haswell) and AMD since 2015 have what is needed</source>
        <translation>2013 年起的 Intel 处理器（Haswell）和 2015 年起的 AMD 处理器均满足要求</translation>
    </message>
    <message>
        <source>This processor is too old for LoRA Studio: it lacks %1</source>
        <translation>此处理器过旧，无法运行 LoRA Studio：缺少 %1</translation>
    </message>
    <message>
        <source>This is a bug in LoRA Studio; please report it</source>
        <translation>这是 LoRA Studio 的缺陷，请报告</translation>
    </message>
    <message>
        <source>Cancelled while reading a file</source>
        <translation>读取文件时被取消</translation>
    </message>
    <message>
        <source>A model of drawn weights has no tokenizer</source>
        <translation>随机生成权重的模型没有分词器</translation>
    </message>
    <message>
        <source>A vector is expanded as a whole</source>
        <translation>向量只能整体展开</translation>
    </message>
    <message>
        <source>Check the path of the base model</source>
        <translation>请检查基座模型的路径</translation>
    </message>
    <message>
        <source>Download tokenizer.json into the folder, beside config.json</source>
        <translation>请下载 tokenizer.json 到该文件夹，与 config.json 放在一起</translation>
    </message>
    <message>
        <source>Rows outside the tensor were asked for</source>
        <translation>请求的行超出了张量范围</translation>
    </message>
    <message>
        <source>The model has no tensor %1</source>
        <translation>模型没有张量 %1</translation>
    </message>
    <message>
        <source>The model has no tokenizer: tokenizer.json is missing</source>
        <translation>模型没有分词器：缺少 tokenizer.json</translation>
    </message>
    <message>
        <source>A matrix quantised by bitsandbytes cannot be read: %1</source>
        <translation>无法读取由 bitsandbytes 量化的矩阵：%1</translation>
    </message>
    <message>
        <source>Choose a version of the model in nf4 or int8, or unquantised</source>
        <translation>请选择该模型的 nf4 或 int8 版本，或未量化的版本</translation>
    </message>
    <message>
        <source>Choose the model&apos;s unquantised folder, its GGUF file, or one that bitsandbytes quantised to nf4 or int8</source>
        <translation>请选择该模型未量化的文件夹、它的 GGUF 文件，或由 bitsandbytes 量化为 nf4 或 int8 的版本</translation>
    </message>
    <message>
        <source>Download the model again, or choose its unquantised folder</source>
        <translation>请重新下载模型，或选择其未量化的文件夹</translation>
    </message>
    <message>
        <source>Models quantised by &quot;%1&quot; are not supported</source>
        <translation>不支持以“%1”量化的模型</translation>
    </message>
    <message>
        <source>Of bitsandbytes&apos; four-bit types only nf4 is supported</source>
        <translation>bitsandbytes 的四位类型中只支持 nf4</translation>
    </message>
    <message>
        <source>SCB does not hold one float32 a row</source>
        <translation>SCB 不是每行一个 float32</translation>
    </message>
    <message>
        <source>The configuration does not belong to these weights: download both again</source>
        <translation>配置与这些权重不匹配：请重新下载两者</translation>
    </message>
    <message>
        <source>The model is incomplete or of another kind: download it again</source>
        <translation>模型不完整或类型不符：请重新下载</translation>
    </message>
    <message>
        <source>The model lacks the tensor %1</source>
        <translation>模型缺少张量 %1</translation>
    </message>
    <message>
        <source>The tensor %1 has the shape %2, the configuration says %3</source>
        <translation>张量 %1 的形状为 %2，而配置中为 %3</translation>
    </message>
    <message>
        <source>The tensor %1 holds %2, not weights</source>
        <translation>张量 %1 存放的是 %2，不是权重</translation>
    </message>
    <message>
        <source>Use a version of the model in float32, float16 or bfloat16</source>
        <translation>请使用该模型的 float32、float16 或 bfloat16 版本</translation>
    </message>
    <message>
        <source>There is no shape &quot;%1&quot; to draw weights for</source>
        <translation>没有可用于随机生成权重的形状“%1”</translation>
    </message>
    <message>
        <source>Write random:8b, random:135m or random:tiny, and :nf4 behind it for four-bit weights</source>
        <translation>请填写 random:8b、random:135m 或 random:tiny，需要四位权重时在其后加 :nf4</translation>
    </message>
    <message>
        <source>Reading the weights was cancelled</source>
        <translation>读取权重被取消</translation>
    </message>
    <message>
        <source>The model is damaged: download it again, or choose another version of it</source>
        <translation>模型已损坏：请重新下载，或选择其他版本</translation>
    </message>
    <message>
        <source>The weights hold a value that is not a number (NaN or infinity)</source>
        <translation>权重中含有非数值（NaN 或无穷大）</translation>
    </message>
    <message>
        <source>%1 attention heads cannot share %2 key and value heads</source>
        <translation>%1 个注意力头无法共用 %2 个键值头</translation>
    </message>
    <message>
        <source>The configuration is damaged: download it again</source>
        <translation>配置已损坏：请重新下载</translation>
    </message>
    <message>
        <source>The width of an attention head is %1, an even number was expected</source>
        <translation>注意力头的宽度为 %1，应为偶数</translation>
    </message>
    <message>
        <source>Choose a GGUF file of a language model of the Llama family</source>
        <translation>请选择 Llama 系列语言模型的 GGUF 文件</translation>
    </message>
    <message>
        <source>Choose a dense model of the Llama family</source>
        <translation>请选择 Llama 系列的稠密模型</translation>
    </message>
    <message>
        <source>Choose a model of the Llama family, such as SmolLM2 or Llama 3</source>
        <translation>请选择 Llama 系列的模型，例如 SmolLM2 或 Llama 3</translation>
    </message>
    <message>
        <source>Choose a model with linear, yarn or no scaling</source>
        <translation>请选择采用 linear、yarn 缩放或不缩放的模型</translation>
    </message>
    <message>
        <source>Choose another model of the Llama family</source>
        <translation>请选择 Llama 系列的其他模型</translation>
    </message>
    <message>
        <source>Choose the folder that holds it, with config.json and the weights</source>
        <translation>请选择它所在的文件夹，其中应有 config.json 和权重</translation>
    </message>
    <message>
        <source>Join them with llama.cpp&apos;s llama-gguf-split --merge, and choose the joined file</source>
        <translation>请用 llama.cpp 的 llama-gguf-split --merge 合并，然后选择合并后的文件</translation>
    </message>
    <message>
        <source>Models with experts (mixture of experts) are not supported</source>
        <translation>不支持带专家的模型（混合专家）</translation>
    </message>
    <message>
        <source>The field %1 is %2, 1 to %3 was expected</source>
        <translation>字段 %1 为 %2，应为 1 到 %3</translation>
    </message>
    <message>
        <source>The field %1 is missing</source>
        <translation>缺少字段 %1</translation>
    </message>
    <message>
        <source>The field %1 is not a number above 0</source>
        <translation>字段 %1 不是大于 0 的数</translation>
    </message>
    <message>
        <source>The field %1 is not one whole number</source>
        <translation>字段 %1 不是单个整数</translation>
    </message>
    <message>
        <source>The file does not say what model it holds: general.architecture is missing</source>
        <translation>文件未说明所含模型：缺少 general.architecture</translation>
    </message>
    <message>
        <source>The file is damaged: download it again</source>
        <translation>文件已损坏：请重新下载</translation>
    </message>
    <message>
        <source>The header is damaged: download the file again</source>
        <translation>文件头已损坏：请重新下载该文件</translation>
    </message>
    <message>
        <source>The model family &quot;%1&quot; is not supported</source>
        <translation>不支持模型系列“%1”</translation>
    </message>
    <message>
        <source>The model is of another kind: choose another version of it</source>
        <translation>模型类型不符：请选择其他版本</translation>
    </message>
    <message>
        <source>The model is split over several GGUF files</source>
        <translation>模型被拆分为多个 GGUF 文件</translation>
    </message>
    <message>
        <source>The model lacks the tensor token_embd.weight</source>
        <translation>模型缺少张量 token_embd.weight</translation>
    </message>
    <message>
        <source>The model turns or widens only a part of each attention head, which is not supported</source>
        <translation>模型只对每个注意力头的一部分做旋转或扩展，不支持这种方式</translation>
    </message>
    <message>
        <source>The position scaling &quot;%1&quot; is not supported</source>
        <translation>不支持位置缩放“%1”</translation>
    </message>
    <message>
        <source>The tensor rope_freqs.weight does not fit the model</source>
        <translation>张量 rope_freqs.weight 与模型不匹配</translation>
    </message>
    <message>
        <source>The tensor rope_freqs.weight holds a value that is not above 0</source>
        <translation>张量 rope_freqs.weight 中含有不大于 0 的值</translation>
    </message>
    <message>
        <source>The vocabulary and the embedding disagree: %1 rows of weights</source>
        <translation>词表与嵌入不一致：权重有 %1 行</translation>
    </message>
    <message>
        <source>The width %1 does not divide by %2 attention heads</source>
        <translation>宽度 %1 不能被 %2 个注意力头整除</translation>
    </message>
    <message>
        <source>This is one file of a Hugging Face folder</source>
        <translation>这是 Hugging Face 文件夹中的一个文件</translation>
    </message>
    <message>
        <source>Choose a model whose activation is silu</source>
        <translation>请选择激活函数为 silu 的模型</translation>
    </message>
    <message>
        <source>Choose a model with linear, dynamic, llama3, yarn or no scaling</source>
        <translation>请选择采用 linear、dynamic、llama3、yarn 缩放或不缩放的模型</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>请选择其他模型</translation>
    </message>
    <message>
        <source>Choose the folder of a language model</source>
        <translation>请选择语言模型的文件夹</translation>
    </message>
    <message>
        <source>Download config.json again, or choose another model</source>
        <translation>请重新下载 config.json，或选择其他模型</translation>
    </message>
    <message>
        <source>The activation &quot;%1&quot; is not supported</source>
        <translation>不支持激活函数“%1”</translation>
    </message>
    <message>
        <source>The field model_type is missing</source>
        <translation>缺少字段 model_type</translation>
    </message>
    <message>
        <source>Turning a part of each head is not supported</source>
        <translation>不支持只旋转每个头的一部分</translation>
    </message>
    <message>
        <source>Yarn without truncation is not supported</source>
        <translation>不支持不截断的 yarn</translation>
    </message>
    <message>
        <source>Choose a folder with config.json and model.safetensors, or a GGUF file</source>
        <translation>请选择包含 config.json 和 model.safetensors 的文件夹，或 GGUF 文件</translation>
    </message>
    <message>
        <source>Download model.safetensors.index.json again</source>
        <translation>请重新下载 model.safetensors.index.json</translation>
    </message>
    <message>
        <source>Download them; weights in other formats (pytorch_model.bin) are not read</source>
        <translation>请下载它们；不读取其他格式的权重（pytorch_model.bin）</translation>
    </message>
    <message>
        <source>The folder holds no config.json, so it is no Hugging Face model</source>
        <translation>文件夹中没有 config.json，因此不是 Hugging Face 模型</translation>
    </message>
    <message>
        <source>The folder lacks the weights %1</source>
        <translation>文件夹缺少权重 %1</translation>
    </message>
    <message>
        <source>The index names a file that is no safetensors file of this folder</source>
        <translation>索引中列出的文件不是此文件夹中的 safetensors 文件</translation>
    </message>
    <message>
        <source>The index of the weights is not a JSON object with a weight_map</source>
        <translation>权重索引不是含有 weight_map 的 JSON 对象</translation>
    </message>
    <message>
        <source>A part of the checkpoint has another size than its seal says</source>
        <translation>检查点中某个部分的大小与封存记录不符</translation>
    </message>
    <message>
        <source>A part of the checkpoint is missing</source>
        <translation>检查点缺少某个部分</translation>
    </message>
    <message>
        <source>A part of the checkpoint was changed after it was sealed</source>
        <translation>检查点封存后，其中某个部分被改动过</translation>
    </message>
    <message>
        <source>Choose another checkpoint</source>
        <translation>请选择其他检查点</translation>
    </message>
    <message>
        <source>Resume from an older checkpoint</source>
        <translation>请从更早的检查点继续</translation>
    </message>
    <message>
        <source>This checkpoint is not sealed: it was never finished</source>
        <translation>此检查点未封存：它从未写完</translation>
    </message>
    <message>
        <source>This is not a file name</source>
        <translation>这不是文件名</translation>
    </message>
    <message>
        <source>listing a checkpoint</source>
        <translation>列出检查点内容</translation>
    </message>
    <message>
        <source>sealing a checkpoint</source>
        <translation>封存检查点</translation>
    </message>
    <message>
        <source>Use pause, resume, stop, checkpoint or sample</source>
        <translation>请使用 pause、resume、stop、checkpoint 或 sample</translation>
    </message>
    <message>
        <source>These events have format %1, newer than format %2, which is the newest that this program reads</source>
        <translation>这些事件的格式为 %1，比本程序可读的最新格式 %2 还要新</translation>
    </message>
    <message>
        <source>Update LoRA Studio</source>
        <translation>请更新 LoRA Studio</translation>
    </message>
    <message>
        <source>Choose another folder, or resume the run</source>
        <translation>请选择其他文件夹，或继续该运行</translation>
    </message>
    <message>
        <source>Choose the folder of a run</source>
        <translation>请选择运行的文件夹</translation>
    </message>
    <message>
        <source>There is no such run folder</source>
        <translation>没有这样的运行文件夹</translation>
    </message>
    <message>
        <source>This folder already holds a run</source>
        <translation>此文件夹中已有一次运行</translation>
    </message>
    <message>
        <source>This folder holds no run: spec.json is missing</source>
        <translation>此文件夹中没有运行：缺少 spec.json</translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation>您是不是想输入“%1”？</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>请将其删除</translation>
    </message>
    <message>
        <source>The rank %1 is out of range</source>
        <translation>秩 %1 超出范围</translation>
    </message>
    <message>
        <source>This spec has format %1, newer than format %2, which is the newest that this program reads</source>
        <translation>此 spec 的格式为 %1，比本程序可读的最新格式 %2 还要新</translation>
    </message>
    <message>
        <source>A data path is empty</source>
        <translation>有一个数据路径为空</translation>
    </message>
    <message>
        <source>A sample must have at least one token</source>
        <translation>采样至少要有一个词元</translation>
    </message>
    <message>
        <source>AdamW&apos;s betas must be at least 0 and below 1</source>
        <translation>AdamW 的 beta 必须不小于 0 且小于 1</translation>
    </message>
    <message>
        <source>AdamW&apos;s epsilon must be above zero</source>
        <translation>AdamW 的 epsilon 必须大于零</translation>
    </message>
    <message>
        <source>At least one batch makes a step</source>
        <translation>每步至少包含一批</translation>
    </message>
    <message>
        <source>At least one checkpoint must be kept</source>
        <translation>至少要保留一个检查点</translation>
    </message>
    <message>
        <source>Choose a rank of 1 or more, for example 16</source>
        <translation>请选择不小于 1 的秩，例如 16</translation>
    </message>
    <message>
        <source>Choose a rank of 1 or more, or leave the module out of target_modules</source>
        <translation>请选择不小于 1 的秩，或从 target_modules 中去掉该模块</translation>
    </message>
    <message>
        <source>Choose at least one of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj</source>
        <translation>请至少选择 q_proj、k_proj、v_proj、o_proj、gate_proj、up_proj、down_proj 中的一个</translation>
    </message>
    <message>
        <source>Choose lora</source>
        <translation>请选择 lora</translation>
    </message>
    <message>
        <source>Choose messages, alpaca, sharegpt, prompt_completion or text, or leave it empty</source>
        <translation>请选择 messages、alpaca、sharegpt、prompt_completion 或 text，或留空</translation>
    </message>
    <message>
        <source>DoRA is not available</source>
        <translation>DoRA 不可用</translation>
    </message>
    <message>
        <source>Give epochs above 0, or max_steps</source>
        <translation>请将 epochs 设为大于 0，或指定 max_steps</translation>
    </message>
    <message>
        <source>Intervals in steps must not be negative</source>
        <translation>以步计的间隔不能为负</translation>
    </message>
    <message>
        <source>Layer %1 does not exist</source>
        <translation>第 %1 层不存在</translation>
    </message>
    <message>
        <source>Layers are counted from 0</source>
        <translation>层从 0 开始编号</translation>
    </message>
    <message>
        <source>Name a GGUF file or a Hugging Face folder</source>
        <translation>请指定 GGUF 文件或 Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Name a file of examples</source>
        <translation>请指定一个样本文件</translation>
    </message>
    <message>
        <source>Name at least one file of examples</source>
        <translation>请至少指定一个样本文件</translation>
    </message>
    <message>
        <source>No base model is given</source>
        <translation>未指定基座模型</translation>
    </message>
    <message>
        <source>No data is given to train on</source>
        <translation>未指定训练数据</translation>
    </message>
    <message>
        <source>No module is chosen to adapt</source>
        <translation>未选择要适配的模块</translation>
    </message>
    <message>
        <source>Sequences of %1 tokens have nothing to learn from</source>
        <translation>%1 个词元的序列没有可学习的内容</translation>
    </message>
    <message>
        <source>Set bias to none</source>
        <translation>请将 bias 设为 none</translation>
    </message>
    <message>
        <source>Set use_dora to false</source>
        <translation>请将 use_dora 设为 false</translation>
    </message>
    <message>
        <source>The adapter method &quot;%1&quot; is not known</source>
        <translation>未知的适配器方法“%1”</translation>
    </message>
    <message>
        <source>The alpha of &quot;%1&quot; must not be zero</source>
        <translation>“%1”的 alpha 不能为零</translation>
    </message>
    <message>
        <source>The batch must hold at least one example</source>
        <translation>一批至少要包含一个样本</translation>
    </message>
    <message>
        <source>The gradient norm limit must not be negative</source>
        <translation>梯度范数上限不能为负</translation>
    </message>
    <message>
        <source>The held-out share must lie between 0 and 0.9</source>
        <translation>留出比例必须在 0 到 0.9 之间</translation>
    </message>
    <message>
        <source>The learning rate must be above zero</source>
        <translation>学习率必须大于零</translation>
    </message>
    <message>
        <source>The number of steps must not be negative</source>
        <translation>步数不能为负</translation>
    </message>
    <message>
        <source>The number of threads must not be negative</source>
        <translation>线程数不能为负</translation>
    </message>
    <message>
        <source>The rank is %1</source>
        <translation>秩为 %1</translation>
    </message>
    <message>
        <source>The rank of &quot;%1&quot; is %2</source>
        <translation>“%1”的秩为 %2</translation>
    </message>
    <message>
        <source>The warm-up must lie between 0 and 1</source>
        <translation>预热必须在 0 到 1 之间</translation>
    </message>
    <message>
        <source>The weight decay must not be negative</source>
        <translation>权重衰减不能为负</translation>
    </message>
    <message>
        <source>There is nothing to train: no epochs and no steps</source>
        <translation>没有可训练的内容：轮数和步数均为零</translation>
    </message>
    <message>
        <source>Training biases is not available</source>
        <translation>不支持训练偏置</translation>
    </message>
    <message>
        <source>Twice the rank is usual</source>
        <translation>通常取秩的两倍</translation>
    </message>
    <message>
        <source>%1: it is older</source>
        <translation>%1：它的版本较旧</translation>
    </message>
    <message>
        <source>%1: this program is older</source>
        <translation>%1：本程序的版本较旧</translation>
    </message>
    <message>
        <source>Install lora-studio and lora-worker from the same release</source>
        <translation>请安装同一版本的 lora-studio 和 lora-worker</translation>
    </message>
    <message>
        <source>The first line was not a greeting</source>
        <translation>第一行不是问候消息</translation>
    </message>
    <message>
        <source>The other program failed without saying why</source>
        <translation>另一个程序失败，未说明原因</translation>
    </message>
    <message>
        <source>A paragraph is longer than %1 MB</source>
        <translation>有段落超过 %1 MB</translation>
    </message>
    <message>
        <source>Add an assistant&apos;s turn: it is what is learnt</source>
        <translation>请添加一个助手回合：要学习的正是它</translation>
    </message>
    <message>
        <source>Choose at least one file</source>
        <translation>请至少选择一个文件</translation>
    </message>
    <message>
        <source>Files of this kind are not read</source>
        <translation>不读取此类文件</translation>
    </message>
    <message>
        <source>Give JSON, JSONL, or plain text with the ending .txt</source>
        <translation>请提供 JSON、JSONL，或扩展名为 .txt 的纯文本</translation>
    </message>
    <message>
        <source>Give JSONL, one example a line, which has no such limit</source>
        <translation>请提供每行一个样本的 JSONL，它没有此限制</translation>
    </message>
    <message>
        <source>Give a JSON list, or JSONL</source>
        <translation>请提供 JSON 列表或 JSONL</translation>
    </message>
    <message>
        <source>Give a list of examples, or an object with one list</source>
        <translation>请提供样本列表，或只含一个列表的对象</translation>
    </message>
    <message>
        <source>Give at least one example</source>
        <translation>请至少提供一个样本</translation>
    </message>
    <message>
        <source>Mend this line, or go on with the rows that can be read</source>
        <translation>请修正此行，或用可读取的行继续</translation>
    </message>
    <message>
        <source>Mend this row, or go on with the rows that can be read</source>
        <translation>请修正此行，或用可读取的行继续</translation>
    </message>
    <message>
        <source>No data file was given</source>
        <translation>未提供数据文件</translation>
    </message>
    <message>
        <source>Part examples with an empty line</source>
        <translation>请用空行分隔样本</translation>
    </message>
    <message>
        <source>Remove it, or fill it in</source>
        <translation>请将其删除，或补全内容</translation>
    </message>
    <message>
        <source>The assistant says nothing in this conversation</source>
        <translation>此对话中助手没有说话</translation>
    </message>
    <message>
        <source>The example is empty</source>
        <translation>样本为空</translation>
    </message>
    <message>
        <source>The file holds no example</source>
        <translation>文件中没有样本</translation>
    </message>
    <message>
        <source>The file holds no list of examples</source>
        <translation>文件中没有样本列表</translation>
    </message>
    <message>
        <source>The file holds several lists, so the examples cannot be told</source>
        <translation>文件中有多个列表，无法判断哪个是样本</translation>
    </message>
    <message>
        <source>The file is plain text, not %1</source>
        <translation>文件是纯文本，不是 %1</translation>
    </message>
    <message>
        <source>The file starts with a byte order mark, which is passed over</source>
        <translation>文件以字节顺序标记开头，已跳过</translation>
    </message>
    <message>
        <source>The line is not valid JSON</source>
        <translation>该行不是有效的 JSON</translation>
    </message>
    <message>
        <source>The row is not a JSON object</source>
        <translation>该行不是 JSON 对象</translation>
    </message>
    <message>
        <source>This file&apos;s format is %1, the first file&apos;s is %2</source>
        <translation>此文件的格式为 %1，而第一个文件的格式为 %2</translation>
    </message>
    <message>
        <source>A line is longer than %1 MB</source>
        <translation>有一行超过 %1 MB</translation>
    </message>
    <message>
        <source>Failed while reading a file</source>
        <translation>读取文件时失败</translation>
    </message>
    <message>
        <source>Give JSON, JSONL or plain text in UTF-8</source>
        <translation>请提供 UTF-8 编码的 JSON、JSONL 或纯文本</translation>
    </message>
    <message>
        <source>Give a file with at least one example</source>
        <translation>请提供至少含一个样本的文件</translation>
    </message>
    <message>
        <source>Give one example a line (JSONL), or plain text with line breaks</source>
        <translation>请提供每行一个样本的 JSONL，或带换行的纯文本</translation>
    </message>
    <message>
        <source>Save it as UTF-8 and try again</source>
        <translation>请另存为 UTF-8 后重试</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 and try again</source>
        <translation>请将文件另存为 UTF-8 后重试</translation>
    </message>
    <message>
        <source>The file is %1</source>
        <translation>文件是 %1</translation>
    </message>
    <message>
        <source>The file is %1, not UTF-8</source>
        <translation>文件是 %1，不是 UTF-8</translation>
    </message>
    <message>
        <source>The file is %1, not text</source>
        <translation>文件是 %1，不是文本</translation>
    </message>
    <message>
        <source>The file is binary, not text</source>
        <translation>文件是二进制，不是文本</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8; it looks like Latin-1 or Windows-1252</source>
        <translation>文本不是有效的 UTF-8；看起来像是 Latin-1 或 Windows-1252</translation>
    </message>
    <message>
        <source>Add an assistant&apos;s turn, or remove the example</source>
        <translation>请添加一个助手回合，或删除该样本</translation>
    </message>
    <message>
        <source>Cancelled while preparing the data</source>
        <translation>准备数据时被取消</translation>
    </message>
    <message>
        <source>Give at least 2</source>
        <translation>请至少设为 2</translation>
    </message>
    <message>
        <source>No example can be trained on. The first says: %1</source>
        <translation>没有可用于训练的样本。第一个样本的提示：%1</translation>
    </message>
    <message>
        <source>No token carries loss: the assistant says nothing</source>
        <translation>没有计入损失的词元：助手没有说话</translation>
    </message>
    <message>
        <source>No token carries loss: the example is cut before the answer begins</source>
        <translation>没有计入损失的词元：样本在回答开始前就被截断</translation>
    </message>
    <message>
        <source>No token carries loss: the example is empty or a single token</source>
        <translation>没有计入损失的词元：样本为空或只有一个词元</translation>
    </message>
    <message>
        <source>Put the old files back, or start a new run</source>
        <translation>请放回旧文件，或开始新的运行</translation>
    </message>
    <message>
        <source>Raise max_seq_length above %1 tokens, or shorten the example</source>
        <translation>请将 max_seq_length 调到 %1 个词元以上，或缩短该样本</translation>
    </message>
    <message>
        <source>Remove the example, or fill it in</source>
        <translation>请删除该样本，或补全内容</translation>
    </message>
    <message>
        <source>Sequences of fewer than two tokens cannot be trained on</source>
        <translation>少于两个词元的序列无法用于训练</translation>
    </message>
    <message>
        <source>The data changed since this run was described</source>
        <translation>此运行设定之后，数据发生了变化</translation>
    </message>
    <message>
        <source>%1 has no &apos;%2&apos;</source>
        <translation>%1 没有“%2”</translation>
    </message>
    <message>
        <source>%1 has no text</source>
        <translation>%1 没有文本</translation>
    </message>
    <message>
        <source>%1 has the unknown role &apos;%2&apos;</source>
        <translation>%1 含有未知角色“%2”</translation>
    </message>
    <message>
        <source>%1 holds a part that is not text</source>
        <translation>%1 含有非文本的部分</translation>
    </message>
    <message>
        <source>Formats are messages, alpaca, sharegpt, prompt_completion and text</source>
        <translation>可用格式为 messages、alpaca、sharegpt、prompt_completion 和 text</translation>
    </message>
    <message>
        <source>Only text can be trained on</source>
        <translation>只能用文本训练</translation>
    </message>
    <message>
        <source>Proposed: format %1</source>
        <translation>建议：格式 %1</translation>
    </message>
    <message>
        <source>Roles are system, user, assistant and tool</source>
        <translation>可用角色为 system、user、assistant 和 tool</translation>
    </message>
    <message>
        <source>Tell which columns hold the question and the answer, or the text</source>
        <translation>请指明哪些列是问题和回答，或哪一列是文本</translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; holds no text</source>
        <translation>列“%1”中没有文本</translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; is missing</source>
        <translation>缺少列“%1”</translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; is no list of messages</source>
        <translation>列“%1”不是消息列表</translation>
    </message>
    <message>
        <source>The columns %1 fit no known format</source>
        <translation>列 %1 不符合任何已知格式</translation>
    </message>
    <message>
        <source>The columns are %1</source>
        <translation>现有的列为 %1</translation>
    </message>
    <message>
        <source>The conversation is empty</source>
        <translation>对话为空</translation>
    </message>
    <message>
        <source>The data format &apos;%1&apos; is not known</source>
        <translation>未知的数据格式“%1”</translation>
    </message>
    <message>
        <source>The format %1 has no role &apos;%2&apos;</source>
        <translation>格式 %1 没有角色“%2”</translation>
    </message>
    <message>
        <source>There is no column &apos;%1&apos; for &apos;%2&apos;</source>
        <translation>没有用于“%2”的列“%1”</translation>
    </message>
    <message>
        <source>Open the base model it was trained on</source>
        <translation>请打开训练它时所用的基座模型</translation>
    </message>
    <message>
        <source>The adapter was trained on another base model (fingerprint %1…, this base has %2…)</source>
        <translation>适配器是在另一个基座模型上训练的（指纹 %1…，当前基座为 %2…）</translation>
    </message>
    <message>
        <source>A tensor of the adapter has the shape %1 where %2 fits this base model</source>
        <translation>适配器中某个张量的形状为 %1，而此基座模型需要 %2</translation>
    </message>
    <message>
        <source>A tensor of the adapter has the type %1</source>
        <translation>适配器中某个张量的类型为 %1</translation>
    </message>
    <message>
        <source>Choose a folder in PEFT&apos;s layout</source>
        <translation>请选择 PEFT 布局的文件夹</translation>
    </message>
    <message>
        <source>Its target_modules or layers_to_transform may have been edited</source>
        <translation>其 target_modules 或 layers_to_transform 可能被改动过</translation>
    </message>
    <message>
        <source>The adapter fits no module of this base model</source>
        <translation>适配器与此基座模型的任何模块都不匹配</translation>
    </message>
    <message>
        <source>The adapter holds NaN or infinity</source>
        <translation>适配器含有 NaN 或无穷大</translation>
    </message>
    <message>
        <source>The adapter holds a tensor that its configuration does not explain</source>
        <translation>适配器含有其配置未说明的张量</translation>
    </message>
    <message>
        <source>The adapter lacks a tensor that its configuration promises</source>
        <translation>适配器缺少其配置所声明的张量</translation>
    </message>
    <message>
        <source>The adapter&apos;s weights are missing</source>
        <translation>缺少适配器的权重</translation>
    </message>
    <message>
        <source>Use an earlier checkpoint</source>
        <translation>请使用更早的检查点</translation>
    </message>
    <message>
        <source>A rank must be a whole number above 0</source>
        <translation>秩必须是大于 0 的整数</translation>
    </message>
    <message>
        <source>An alpha must be a number</source>
        <translation>alpha 必须是数字</translation>
    </message>
    <message>
        <source>Only LORA adapters can be used</source>
        <translation>只能使用 LORA 适配器</translation>
    </message>
    <message>
        <source>Only bias &quot;none&quot; can be used</source>
        <translation>bias 只能为“none”</translation>
    </message>
    <message>
        <source>The adapter trains biases (bias = &quot;%1&quot;)</source>
        <translation>适配器训练了偏置（bias = “%1”）</translation>
    </message>
    <message>
        <source>The adapter uses %1, which is not supported</source>
        <translation>适配器使用了 %1，不受支持</translation>
    </message>
    <message>
        <source>The adapter&apos;s configuration is not a JSON object</source>
        <translation>适配器的配置不是 JSON 对象</translation>
    </message>
    <message>
        <source>The adapter&apos;s method is &quot;%1&quot;</source>
        <translation>适配器的方法为“%1”</translation>
    </message>
    <message>
        <source>The adapter&apos;s record has format %1, written by a newer program</source>
        <translation>适配器记录的格式为 %1，由更新版本的程序写入</translation>
    </message>
    <message>
        <source>The adapter&apos;s record is not a JSON object</source>
        <translation>适配器记录不是 JSON 对象</translation>
    </message>
    <message>
        <source>The folder holds no adapter: %1 is missing</source>
        <translation>该文件夹中没有适配器：缺少 %1</translation>
    </message>
    <message>
        <source>Scoring was cancelled</source>
        <translation>评分已取消</translation>
    </message>
    <message>
        <source>Shorten it</source>
        <translation>请缩短内容</translation>
    </message>
    <message>
        <source>The sequence has %1 tokens and the model&apos;s context holds %2</source>
        <translation>序列有 %1 个词元，而模型的上下文只能容纳 %2 个</translation>
    </message>
    <message>
        <source>There are no tokens to score</source>
        <translation>没有可评分的词元</translation>
    </message>
    <message>
        <source>Token id %1 lies outside the model&apos;s vocabulary</source>
        <translation>词元 ID %1 超出模型词表范围</translation>
    </message>
    <message>
        <source>Check the disk, and report this if it happens again</source>
        <translation>请检查磁盘；若再次出现，请反馈此问题</translation>
    </message>
    <message>
        <source>Choose a new or empty folder</source>
        <translation>请选择一个新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>Choose peft</source>
        <translation>请选择 peft</translation>
    </message>
    <message>
        <source>No folder was given for the export</source>
        <translation>未指定导出文件夹</translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation>导出已取消</translation>
    </message>
    <message>
        <source>The export was refused: what was written answers differently, by up to %1 in the logits</source>
        <translation>导出未通过：写出的内容给出的结果不同，logits 相差最大 %1</translation>
    </message>
    <message>
        <source>The target of the export exists already</source>
        <translation>导出目标已存在</translation>
    </message>
    <message>
        <source>Unknown export format &quot;%1&quot;</source>
        <translation>未知的导出格式“%1”</translation>
    </message>
    <message>
        <source>moving the export into place</source>
        <translation>将导出内容移到目标位置</translation>
    </message>
    <message>
        <source>reading the export back</source>
        <translation>回读导出内容</translation>
    </message>
    <message>
        <source>Shorten the prompt</source>
        <translation>请缩短提示词</translation>
    </message>
    <message>
        <source>The prompt has %1 tokens and the model&apos;s context holds %2</source>
        <translation>提示词有 %1 个词元，而模型的上下文只能容纳 %2 个</translation>
    </message>
    <message>
        <source>The prompt is empty</source>
        <translation>提示词为空</translation>
    </message>
    <message>
        <source>Write something to answer</source>
        <translation>请输入需要回答的内容</translation>
    </message>
    <message>
        <source>Choose auto, cpu or cuda</source>
        <translation>请选择 auto、cpu 或 cuda</translation>
    </message>
    <message>
        <source>Choose the device auto or cpu</source>
        <translation>设备请选择 auto 或 cpu</translation>
    </message>
    <message>
        <source>LibTorch finds no usable GPU</source>
        <translation>LibTorch 未找到可用的 GPU</translation>
    </message>
    <message>
        <source>No GPU can be used</source>
        <translation>没有可用的 GPU</translation>
    </message>
    <message>
        <source>Unknown device &quot;%1&quot;</source>
        <translation>未知设备“%1”</translation>
    </message>
    <message>
        <source>Unknown type &quot;%1&quot;</source>
        <translation>未知类型“%1”</translation>
    </message>
    <message>
        <source>Close other programs, or choose random:tiny</source>
        <translation>请关闭其他程序，或选择 random:tiny</translation>
    </message>
    <message>
        <source>Loading the model was cancelled</source>
        <translation>模型加载已取消</translation>
    </message>
    <message>
        <source>The model lacks a tensor</source>
        <translation>模型缺少一个张量</translation>
    </message>
    <message>
        <source>The weights need %1 MB of memory and %2 MB are free</source>
        <translation>权重需要 %1 MB 内存，可用 %2 MB</translation>
    </message>
    <message>
        <source>Activations are float32 or int8</source>
        <translation>激活值只能是 float32 或 int8</translation>
    </message>
    <message>
        <source>Activations in int8 are for the processor, with --dtype float32</source>
        <translation>int8 激活值仅用于处理器，且需配合 --dtype float32</translation>
    </message>
    <message>
        <source>Choose a model of the Llama family</source>
        <translation>请选择 Llama 系列的模型</translation>
    </message>
    <message>
        <source>Choose one of the two</source>
        <translation>请二选一</translation>
    </message>
    <message>
        <source>Leave them out, or choose --device cpu</source>
        <translation>请去掉这些选项，或选择 --device cpu</translation>
    </message>
    <message>
        <source>Models of the family &quot;%1&quot; cannot be run</source>
        <translation>无法运行“%1”系列的模型</translation>
    </message>
    <message>
        <source>Close other programs, choose bfloat16, or choose a smaller model</source>
        <translation>请关闭其他程序、选择 bfloat16，或选择更小的模型</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model</source>
        <translation>请关闭其他程序，或选择更小的模型</translation>
    </message>
    <message>
        <source>The model needs %1 MB of %2 and %3 MB are free</source>
        <translation>模型需要 %1 MB（%2），可用 %3 MB</translation>
    </message>
    <message>
        <source>LibTorch failed in %1: %2</source>
        <translation>LibTorch 在 %1 中出错：%2</translation>
    </message>
    <message>
        <source>There is not enough memory for %1</source>
        <translation>内存不足：%1</translation>
    </message>
    <message>
        <source>Use shorter sequences or a smaller batch, or close other programs</source>
        <translation>请使用更短的序列或更小的批，或关闭其他程序</translation>
    </message>
    <message>
        <source>Resume from another checkpoint</source>
        <translation>请从其他检查点继续</translation>
    </message>
    <message>
        <source>The checkpoint lacks &quot;%1&quot;</source>
        <translation>检查点缺少“%1”</translation>
    </message>
    <message>
        <source>The optimiser&apos;s state does not fit this adapter</source>
        <translation>优化器状态与此适配器不匹配</translation>
    </message>
    <message>
        <source>renaming a finished folder</source>
        <translation>重命名已完成的文件夹</translation>
    </message>
    <message>
        <source>It was asked when no worker was running</source>
        <translation>发出请求时没有工作进程在运行</translation>
    </message>
    <message>
        <source>The run is not paused</source>
        <translation>运行未处于暂停状态</translation>
    </message>
    <message>
        <source>The run is paused already</source>
        <translation>运行已经暂停</translation>
    </message>
    <message>
        <source>%1 is not a number any more after step %2</source>
        <translation>%1在第 %2 步之后不再是有效数值</translation>
    </message>
    <message>
        <source>Lower the learning rate or lengthen the warm-up; no checkpoint had been written</source>
        <translation>请降低学习率或延长预热；此前尚未写入检查点</translation>
    </message>
    <message>
        <source>Lower the learning rate or lengthen the warm-up; the checkpoint of step %1 is good</source>
        <translation>请降低学习率或延长预热；第 %1 步的检查点完好</translation>
    </message>
    <message>
        <source>No sample was made: %1</source>
        <translation>未生成采样：%1</translation>
    </message>
    <message>
        <source>The gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>The loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The loss on the held-out examples</source>
        <translation>留出样本上的损失</translation>
    </message>
    <message>
        <source>Interrupted after step %1</source>
        <translation>在第 %1 步之后中断</translation>
    </message>
    <message>
        <source>Resume it with lora-worker train --resume</source>
        <translation>请用 lora-worker train --resume 继续</translation>
    </message>
    <message>
        <source>Nothing was written any more; start the run again</source>
        <translation>此后未再写入任何内容；请重新开始运行</translation>
    </message>
    <message>
        <source>The run&apos;s folder was deleted or moved while the run was working</source>
        <translation>运行期间，其文件夹被删除或移动</translation>
    </message>
    <message>
        <source>The result holds no adapter</source>
        <translation>结果中没有适配器</translation>
    </message>
    <message>
        <source>A prompt got no answer</source>
        <translation>有一条提示词没有得到回答</translation>
    </message>
    <message>
        <source>A checkpoint is damaged and was passed over: %1</source>
        <translation>有一个检查点已损坏，已跳过：%1</translation>
    </message>
    <message>
        <source>Add examples, or hold out a smaller share</source>
        <translation>请添加样本，或减小留出比例</translation>
    </message>
    <message>
        <source>An adapter&apos;s modules changed while it was copied</source>
        <translation>适配器的模块在复制过程中发生了变化</translation>
    </message>
    <message>
        <source>Choose the base that the run was made for, or make a new run</source>
        <translation>请选择创建该运行时所用的基座，或新建运行</translation>
    </message>
    <message>
        <source>Interrupted before training began</source>
        <translation>在训练开始前中断</translation>
    </message>
    <message>
        <source>Longer examples are truncated</source>
        <translation>更长的样本会被截断</translation>
    </message>
    <message>
        <source>No example is left to train on</source>
        <translation>没有可用于训练的样本</translation>
    </message>
    <message>
        <source>Put the base model back as it was, or make a new run</source>
        <translation>请将基座模型恢复原样，或新建运行</translation>
    </message>
    <message>
        <source>Put the file back as it was, or make a new run</source>
        <translation>请将文件恢复原样，或新建运行</translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation>请继续该运行</translation>
    </message>
    <message>
        <source>The data was changed since the run began</source>
        <translation>运行开始后数据已被更改</translation>
    </message>
    <message>
        <source>The data was changed since the run was made</source>
        <translation>运行创建后数据已被更改</translation>
    </message>
    <message>
        <source>This is another base model than the run began with</source>
        <translation>基座模型与运行开始时所用的不同</translation>
    </message>
    <message>
        <source>This is another base model than the spec names</source>
        <translation>基座模型与规格中指定的不同</translation>
    </message>
    <message>
        <source>Training needs about %1 of memory and %2 are free</source>
        <translation>训练约需 %1 内存，可用 %2</translation>
    </message>
    <message>
        <source>Training needs about %1 of the GPU&apos;s memory and %2 are free</source>
        <translation>训练约需 %1 GPU 内存，可用 %2</translation>
    </message>
    <message>
        <source>Another worker is working on this run</source>
        <translation>另一个工作进程正在处理此运行</translation>
    </message>
    <message>
        <source>Make a new run; init_adapter goes on from this one&apos;s adapter</source>
        <translation>请新建运行；init_adapter 可接着此运行的适配器训练</translation>
    </message>
    <message>
        <source>Resume it, or make a new run</source>
        <translation>请继续该运行，或新建运行</translation>
    </message>
    <message>
        <source>This run is finished</source>
        <translation>此运行已完成</translation>
    </message>
    <message>
        <source>This run was already started</source>
        <translation>此运行已经启动过</translation>
    </message>
    <message>
        <source>Wait until it ends, or stop it first</source>
        <translation>请等它结束，或先停止它</translation>
    </message>
    <message>
        <source>Alpha is not a number for %1</source>
        <translation>%1 的 alpha 不是数字</translation>
    </message>
    <message>
        <source>Check the module&apos;s name and the layer&apos;s number: %1</source>
        <translation>请检查模块名称和层编号：%1</translation>
    </message>
    <message>
        <source>Choose a number such as 32</source>
        <translation>请选择一个数字，例如 32</translation>
    </message>
    <message>
        <source>Choose a rank from 1 to %1, the module&apos;s smaller width</source>
        <translation>请选择 1 到 %1（模块较小的宽度）之间的秩</translation>
    </message>
    <message>
        <source>DoRA is not supported yet</source>
        <translation>尚不支持 DoRA</translation>
    </message>
    <message>
        <source>Layers count from 0: %1</source>
        <translation>层从 0 开始编号：%1</translation>
    </message>
    <message>
        <source>No linear module of the model is called &quot;%1&quot;</source>
        <translation>模型中没有名为“%1”的线性模块</translation>
    </message>
    <message>
        <source>Rank %1 cannot be used for %2</source>
        <translation>秩 %1 不能用于 %2</translation>
    </message>
    <message>
        <source>Set it to false</source>
        <translation>请设为 false</translation>
    </message>
    <message>
        <source>Set it to none</source>
        <translation>请设为 none</translation>
    </message>
    <message>
        <source>The chosen modules do not lie in the layers of layers_to_transform</source>
        <translation>所选模块不在 layers_to_transform 指定的层中</translation>
    </message>
    <message>
        <source>Training biases (&quot;%1&quot;) is not supported</source>
        <translation>不支持训练偏置（“%1”）</translation>
    </message>
    <message>
        <source>Use lora</source>
        <translation>请使用 lora</translation>
    </message>
    <message>
        <source>Use q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj; %1</source>
        <translation>请使用 q_proj、k_proj、v_proj、o_proj、gate_proj、up_proj 或 down_proj；%1</translation>
    </message>
    <message>
        <source>%1 are free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>This needs %1 and %2 are free: %3</source>
        <translation>需要 %1，可用 %2：%3</translation>
    </message>
    <message>
        <source>The pattern &quot;%1&quot; is a regular expression that is not supported</source>
        <translation>模式“%1”是不受支持的正则表达式</translation>
    </message>
    <message>
        <source>Use a module&apos;s name (q_proj) or the end of its path (layers.3.self_attn.q_proj)</source>
        <translation>请使用模块名称（q_proj）或其路径的末尾部分（layers.3.self_attn.q_proj）</translation>
    </message>
    <message>
        <source>This project was written by a newer LoRA Studio (format %1)</source>
        <translation>此项目由更新版本的 LoRA Studio 写入（格式 %1）</translation>
    </message>
    <message>
        <source>putting the new index in place</source>
        <translation>将新索引放到位</translation>
    </message>
    <message>
        <source>setting the old index aside</source>
        <translation>移开旧索引</translation>
    </message>
    <message>
        <source>Another program has kept the index locked for too long</source>
        <translation>另一个程序锁定索引的时间过长</translation>
    </message>
    <message>
        <source>Another window may have removed the project; open it again</source>
        <translation>项目可能已被另一个窗口移除；请重新打开</translation>
    </message>
    <message>
        <source>Check that you may write to this folder</source>
        <translation>请检查您是否有权写入此文件夹</translation>
    </message>
    <message>
        <source>Check the disk and its free space</source>
        <translation>请检查磁盘及其可用空间</translation>
    </message>
    <message>
        <source>Choose another place for the index; this file was left as it is</source>
        <translation>请为索引选择其他位置；此文件未作改动</translation>
    </message>
    <message>
        <source>Close other windows of LoRA Studio and try again</source>
        <translation>请关闭 LoRA Studio 的其他窗口后重试</translation>
    </message>
    <message>
        <source>Run lora-studio --rebuild-index: it sets this file aside and makes a new index from the project folders</source>
        <translation>请运行 lora-studio --rebuild-index：它会移开此文件，并根据项目文件夹重建索引</translation>
    </message>
    <message>
        <source>SQLite refused a statement: %1</source>
        <translation>SQLite 拒绝执行语句：%1</translation>
    </message>
    <message>
        <source>The disk is full: the index could not be written</source>
        <translation>磁盘已满：无法写入索引</translation>
    </message>
    <message>
        <source>The index cannot be opened for writing: %1</source>
        <translation>无法以写入方式打开索引：%1</translation>
    </message>
    <message>
        <source>The index could not be read or written: %1</source>
        <translation>无法读取或写入索引：%1</translation>
    </message>
    <message>
        <source>The index does not know what this belongs to: %1</source>
        <translation>索引中找不到其所属对象：%1</translation>
    </message>
    <message>
        <source>The index is damaged: %1</source>
        <translation>索引已损坏：%1</translation>
    </message>
    <message>
        <source>The index was written by a newer LoRA Studio (schema %1; this program knows up to %2)</source>
        <translation>索引由更新版本的 LoRA Studio 写入（架构版本 %1；本程序最高支持 %2）</translation>
    </message>
    <message>
        <source>This SQLite database is not LoRA Studio&apos;s index</source>
        <translation>此 SQLite 数据库不是 LoRA Studio 的索引</translation>
    </message>
    <message>
        <source>Update LoRA Studio; the index was left as it is</source>
        <translation>请更新 LoRA Studio；索引未作改动</translation>
    </message>
    <message>
        <source>A base model without a fingerprint cannot be indexed</source>
        <translation>没有指纹的基座模型无法编入索引</translation>
    </message>
    <message>
        <source>A data set without a hash cannot be indexed</source>
        <translation>没有哈希值的数据集无法编入索引</translation>
    </message>
    <message>
        <source>A list in the header claims %1 elements, more than the file can hold</source>
        <translation>文件头中的一个列表声称有 %1 个元素，超出文件所能容纳的数量</translation>
    </message>
    <message>
        <source>A number in the header is too large</source>
        <translation>文件头中有一个数字过大</translation>
    </message>
    <message>
        <source>A text in the header claims %1 bytes</source>
        <translation>文件头中有一段文本声称有 %1 字节</translation>
    </message>
    <message>
        <source>A truth value in the header is neither 0 nor 1</source>
        <translation>文件头中有一个布尔值既非 0 也非 1</translation>
    </message>
    <message>
        <source>Choose a file that ends in .gguf, or a Hugging Face folder with a config.json</source>
        <translation>请选择以 .gguf 结尾的文件，或包含 config.json 的 Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Download or copy the file again: it is damaged or was cut short</source>
        <translation>请重新下载或复制该文件：它已损坏或不完整</translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported</source>
        <translation>不支持 GGUF 版本 %1</translation>
    </message>
    <message>
        <source>Tensor %1 claims %2 dimensions</source>
        <translation>张量 %1 声称有 %2 个维度</translation>
    </message>
    <message>
        <source>The alignment %1 is not a power of two</source>
        <translation>对齐值 %1 不是 2 的幂</translation>
    </message>
    <message>
        <source>The data of a tensor is not aligned</source>
        <translation>有张量的数据未对齐</translation>
    </message>
    <message>
        <source>The data of two tensors overlaps</source>
        <translation>两个张量的数据重叠</translation>
    </message>
    <message>
        <source>The element type %1 is not supported</source>
        <translation>不支持元素类型 %1</translation>
    </message>
    <message>
        <source>The file ends before the data of a tensor does (%1 bytes, at least %2 + %3 + %4 expected)</source>
        <translation>文件在张量数据结束之前就已结束（%1 字节，预期至少 %2 + %3 + %4）</translation>
    </message>
    <message>
        <source>The file ends in the middle of its header</source>
        <translation>文件在文件头中途就已结束</translation>
    </message>
    <message>
        <source>The header claims %1 tensors and %2 values, more than the file can hold</source>
        <translation>文件头声称有 %1 个张量和 %2 个值，超出文件所能容纳的数量</translation>
    </message>
    <message>
        <source>The header holds a list of an unknown type</source>
        <translation>文件头中有未知类型的列表</translation>
    </message>
    <message>
        <source>The header holds a value of an unknown type</source>
        <translation>文件头中有未知类型的值</translation>
    </message>
    <message>
        <source>The header names %1 twice</source>
        <translation>文件头中 %1 出现了两次</translation>
    </message>
    <message>
        <source>The header names tensor %1 twice</source>
        <translation>文件头中张量 %1 出现了两次</translation>
    </message>
    <message>
        <source>The rows of tensor %1 do not divide into blocks of its type %2</source>
        <translation>张量 %1 的行无法按其类型 %2 整分成块</translation>
    </message>
    <message>
        <source>The shape of tensor %1 is empty or larger than any memory</source>
        <translation>张量 %1 的形状为空，或大到任何内存都无法容纳</translation>
    </message>
    <message>
        <source>This is not a GGUF file: it does not begin with the letters GGUF</source>
        <translation>这不是 GGUF 文件：开头不是字母 GGUF</translation>
    </message>
    <message>
        <source>Use a file of version 2 or 3, little-endian</source>
        <translation>请使用版本 2 或 3 的小端序文件</translation>
    </message>
    <message>
        <source>Use a version of the model in F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K or Q6_K</source>
        <translation>请使用 F32、F16、BF16、Q4_0、Q4_1、Q5_0、Q5_1、Q8_0、Q4_K、Q5_K 或 Q6_K 版本的模型</translation>
    </message>
    <message>
        <source>GGUF has no type %1</source>
        <translation>GGUF 没有类型 %1</translation>
    </message>
    <message>
        <source>Tensor %1 cannot be written as it is</source>
        <translation>张量 %1 无法按原样写入</translation>
    </message>
    <message>
        <source>Two values of the name %1</source>
        <translation>有两个值都名为 %1</translation>
    </message>
    <message>
        <source>A shape holds something else than whole numbers</source>
        <translation>某个形状中含有非整数内容</translation>
    </message>
    <message>
        <source>A tensor lacks its dtype, shape or data_offsets</source>
        <translation>有张量缺少 dtype、shape 或 data_offsets</translation>
    </message>
    <message>
        <source>Shape and bytes of a tensor disagree</source>
        <translation>张量的形状与字节数不符</translation>
    </message>
    <message>
        <source>The data of a tensor lies outside the file (offsets %1 to %2, the file holds %3 bytes of data)</source>
        <translation>有张量的数据位于文件之外（偏移量 %1 到 %2，文件只有 %3 字节数据）</translation>
    </message>
    <message>
        <source>The description of a tensor is not an object</source>
        <translation>有张量的描述不是对象</translation>
    </message>
    <message>
        <source>The file holds %1 bytes that belong to no tensor</source>
        <translation>文件中有 %1 字节不属于任何张量</translation>
    </message>
    <message>
        <source>The file is too short to be a safetensors file</source>
        <translation>文件太短，不可能是 safetensors 文件</translation>
    </message>
    <message>
        <source>The header of this safetensors file claims %1 bytes, the file has %2</source>
        <translation>此 safetensors 文件的文件头声称有 %1 字节，而文件只有 %2 字节</translation>
    </message>
    <message>
        <source>The header of this safetensors file is larger than the format allows</source>
        <translation>此 safetensors 文件的文件头超出格式允许的大小</translation>
    </message>
    <message>
        <source>The header of this safetensors file is not a JSON object</source>
        <translation>此 safetensors 文件的文件头不是 JSON 对象</translation>
    </message>
    <message>
        <source>The shape of a tensor is larger than any memory</source>
        <translation>有张量的形状大到任何内存都无法容纳</translation>
    </message>
    <message>
        <source>The size of a tensor does not follow from its shape (%1 bytes, %2 expected)</source>
        <translation>有张量的大小与其形状不符（%1 字节，预期 %2）</translation>
    </message>
    <message>
        <source>There is a hole before the data of a tensor</source>
        <translation>有张量的数据之前存在空隙</translation>
    </message>
    <message>
        <source>Two tensors of one name, or a name that cannot be written</source>
        <translation>有两个张量同名，或有名称无法写入</translation>
    </message>
    <message>
        <source>A message is not valid UTF-8</source>
        <translation>有消息不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>Save the text as UTF-8 and try again</source>
        <translation>请将文本存为 UTF-8 后重试</translation>
    </message>
    <message>
        <source>The chat template changes earlier turns when later ones are added, so what the assistant says cannot be told apart</source>
        <translation>对话模板会在添加后续轮次时改动之前的轮次，因此无法区分哪些是助手所说</translation>
    </message>
    <message>
        <source>Use a base model with another template, or conversations of one turn</source>
        <translation>请使用采用其他模板的基座模型，或使用单轮对话</translation>
    </message>
    <message>
        <source>A number grows too large</source>
        <translation>有数字增长得过大</translation>
    </message>
    <message>
        <source>A slice needs whole numbers</source>
        <translation>切片需要整数</translation>
    </message>
    <message>
        <source>A slice&apos;s step is zero</source>
        <translation>切片的步长为零</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be sliced</source>
        <translation>类型为 %1 的值不能切片</translation>
    </message>
    <message>
        <source>A value of type %1 has no method &apos;%2&apos;</source>
        <translation>类型为 %1 的值没有方法“%2”</translation>
    </message>
    <message>
        <source>Division by zero</source>
        <translation>除以零</translation>
    </message>
    <message>
        <source>The template does too much work</source>
        <translation>模板的运算量过大</translation>
    </message>
    <message>
        <source>The template is nested too deep</source>
        <translation>模板嵌套过深</translation>
    </message>
    <message>
        <source>A mapping has too many entries</source>
        <translation>映射的条目过多</translation>
    </message>
    <message>
        <source>A number is too large</source>
        <translation>有数字过大</translation>
    </message>
    <message>
        <source>A slice has too many parts</source>
        <translation>切片的组成部分过多</translation>
    </message>
    <message>
        <source>An expression is missing</source>
        <translation>缺少表达式</translation>
    </message>
    <message>
        <source>An expression is nested too deep</source>
        <translation>表达式嵌套过深</translation>
    </message>
    <message>
        <source>An index is missing</source>
        <translation>缺少下标</translation>
    </message>
    <message>
        <source>Unpacked arguments are not supported</source>
        <translation>不支持参数解包</translation>
    </message>
    <message>
        <source>A value of type %1 has no length</source>
        <translation>类型为 %1 的值没有长度</translation>
    </message>
    <message>
        <source>The filter &apos;%1&apos; is not supported</source>
        <translation>不支持过滤器“%1”</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be called</source>
        <translation>类型为 %1 的值不能调用</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be gone through</source>
        <translation>类型为 %1 的值不能遍历</translation>
    </message>
    <message>
        <source>Only a namespace&apos;s attributes can be set: &apos;%1&apos; is none</source>
        <translation>只能设置命名空间的属性：“%1”不是命名空间</translation>
    </message>
    <message>
        <source>The macro &apos;%1&apos; has no parameter &apos;%2&apos;</source>
        <translation>宏“%1”没有参数“%2”</translation>
    </message>
    <message>
        <source>The macro &apos;%1&apos; was given too many arguments</source>
        <translation>传给宏“%1”的参数过多</translation>
    </message>
    <message>
        <source>The number of values does not fit the number of names</source>
        <translation>值的数量与名称的数量不一致</translation>
    </message>
    <message>
        <source>The template calls itself too deep</source>
        <translation>模板自我调用层数过深</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be written as JSON</source>
        <translation>类型为 %1 的值无法写成 JSON</translation>
    </message>
    <message>
        <source>A closing bracket has no opening one</source>
        <translation>有右括号缺少对应的左括号</translation>
    </message>
    <message>
        <source>A comment is not closed</source>
        <translation>注释未闭合</translation>
    </message>
    <message>
        <source>A raw block is not closed</source>
        <translation>raw 块未闭合</translation>
    </message>
    <message>
        <source>A tag is not closed</source>
        <translation>标签未闭合</translation>
    </message>
    <message>
        <source>A text holds a malformed escape</source>
        <translation>文本中有格式错误的转义</translation>
    </message>
    <message>
        <source>A text is not closed</source>
        <translation>文本未闭合</translation>
    </message>
    <message>
        <source>The character at &apos;%1&apos; is not understood</source>
        <translation>无法识别“%1”处的字符</translation>
    </message>
    <message>
        <source>A method lacks its argument</source>
        <translation>方法缺少参数</translation>
    </message>
    <message>
        <source>A method lacks its argument &apos;%1&apos;</source>
        <translation>方法缺少参数“%1”</translation>
    </message>
    <message>
        <source>A method needs a whole number, got %1</source>
        <translation>方法需要整数，得到的是 %1</translation>
    </message>
    <message>
        <source>A method needs text, got %1</source>
        <translation>方法需要文本，得到的是 %1</translation>
    </message>
    <message>
        <source>The chat template refuses this conversation: %1</source>
        <translation>对话模板拒绝了此对话：%1</translation>
    </message>
    <message>
        <source>The list does not hold this value</source>
        <translation>列表中没有此值</translation>
    </message>
    <message>
        <source>A name is missing</source>
        <translation>缺少名称</translation>
    </message>
    <message>
        <source>Blocks are nested too deep</source>
        <translation>块嵌套过深</translation>
    </message>
    <message>
        <source>Expected &apos;in&apos;</source>
        <translation>此处应为“in”</translation>
    </message>
    <message>
        <source>Expected the tag &apos;%1&apos;</source>
        <translation>此处应为标签“%1”</translation>
    </message>
    <message>
        <source>Recursive loops are not supported</source>
        <translation>不支持递归循环</translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; does not belong here</source>
        <translation>标签“%1”不应出现在此处</translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; is missing</source>
        <translation>缺少标签“%1”</translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; is not supported</source>
        <translation>不支持标签“%1”</translation>
    </message>
    <message>
        <source>The template is too large</source>
        <translation>模板过大</translation>
    </message>
    <message>
        <source>Unexpected &apos;%1&apos; in a tag</source>
        <translation>标签中出现意外的“%1”</translation>
    </message>
    <message>
        <source>Unexpected &apos;%1&apos; in an expression</source>
        <translation>表达式中出现意外的“%1”</translation>
    </message>
    <message>
        <source>The chat template is not valid UTF-8</source>
        <translation>对话模板不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>The model&apos;s chat template is damaged, or uses more of Jinja than chat templates do</source>
        <translation>模型的对话模板已损坏，或使用了对话模板通常用不到的 Jinja 功能</translation>
    </message>
    <message>
        <source>A list or mapping grows too large</source>
        <translation>列表或映射增长得过大</translation>
    </message>
    <message>
        <source>A value is too large to write out</source>
        <translation>值过大，无法输出</translation>
    </message>
    <message>
        <source>A test needs a value to compare with</source>
        <translation>测试需要一个用于比较的值</translation>
    </message>
    <message>
        <source>A test needs a whole number</source>
        <translation>测试需要整数</translation>
    </message>
    <message>
        <source>The test &apos;%1&apos; is not supported</source>
        <translation>不支持测试“%1”</translation>
    </message>
    <message>
        <source>A pre-tokenizer behind ByteLevel is not supported</source>
        <translation>不支持位于 ByteLevel 之后的预分词器</translation>
    </message>
    <message>
        <source>Only byte-level BPE is supported: its pre_tokenizer ends in ByteLevel</source>
        <translation>仅支持字节级 BPE：其 pre_tokenizer 以 ByteLevel 结尾</translation>
    </message>
    <message>
        <source>Sequences of pre-tokenizers within sequences are not supported</source>
        <translation>不支持预分词器序列中再嵌套序列</translation>
    </message>
    <message>
        <source>Supported are ByteLevel, and Split, Digits and Punctuation before it</source>
        <translation>支持 ByteLevel，以及在它之前的 Split、Digits 和 Punctuation</translation>
    </message>
    <message>
        <source>The pre-tokenizer &apos;%1&apos; is not supported</source>
        <translation>不支持预分词器“%1”</translation>
    </message>
    <message>
        <source>The pre-tokenizer sequence has no list</source>
        <translation>预分词器序列没有列表</translation>
    </message>
    <message>
        <source>The split behaviour &apos;%1&apos; is not known</source>
        <translation>未知的切分行为“%1”</translation>
    </message>
    <message>
        <source>The split has no pattern</source>
        <translation>切分没有模式</translation>
    </message>
    <message>
        <source>The tokenizer is not a byte-level one</source>
        <translation>该分词器不是字节级的</translation>
    </message>
    <message>
        <source>Use the model as a Hugging Face folder, where tokenizer.json tells how text is cut</source>
        <translation>请使用 Hugging Face 文件夹形式的模型，其中的 tokenizer.json 说明了如何切分文本</translation>
    </message>
    <message>
        <source>A regular expression of the tokenizer gave up: %1</source>
        <translation>分词器的一个正则表达式中途放弃：%1</translation>
    </message>
    <message>
        <source>Patterns follow Oniguruma or PCRE2</source>
        <translation>模式遵循 Oniguruma 或 PCRE2</translation>
    </message>
    <message>
        <source>The pattern or the text makes it backtrack too much</source>
        <translation>该模式或文本导致回溯过多</translation>
    </message>
    <message>
        <source>The regular expression cannot be compiled: %1</source>
        <translation>无法编译正则表达式：%1</translation>
    </message>
    <message>
        <source>BPE, %1 tokens, %2 special, pre-tokenizer %3</source>
        <translation>BPE，%1 个词元，%2 个特殊词元，预分词器 %3</translation>
    </message>
    <message>
        <source>The merge &apos;%1 %2&apos; names a token that the vocabulary lacks</source>
        <translation>合并规则“%1 %2”指向词表中没有的词元</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8</source>
        <translation>文本不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>The tokenizer is damaged</source>
        <translation>分词器已损坏</translation>
    </message>
    <message>
        <source>A merge is not two tokens with a space between</source>
        <translation>有合并规则不是以空格分隔的两个词元</translation>
    </message>
    <message>
        <source>A special token lies outside the vocabulary</source>
        <translation>有特殊词元超出词表范围</translation>
    </message>
    <message>
        <source>Supported is byte-level BPE (&apos;gpt2&apos;)</source>
        <translation>支持字节级 BPE（“gpt2”）</translation>
    </message>
    <message>
        <source>The file has no usable tokenizer: %1 is missing</source>
        <translation>文件中没有可用的分词器：缺少 %1</translation>
    </message>
    <message>
        <source>The tokenizer kind &apos;%1&apos; is not supported</source>
        <translation>不支持分词器类型“%1”</translation>
    </message>
    <message>
        <source>The vocabulary is too large to be real</source>
        <translation>词表大得不合常理</translation>
    </message>
    <message>
        <source>Token types and tokens differ in number</source>
        <translation>词元类型与词元的数量不一致</translation>
    </message>
    <message>
        <source>Use a GGUF file that holds its tokenizer, or the model as a Hugging Face folder</source>
        <translation>请使用自带分词器的 GGUF 文件，或 Hugging Face 文件夹形式的模型</translation>
    </message>
    <message>
        <source>A merge is neither two tokens nor a text with a space between them</source>
        <translation>有合并规则既不是两个词元，也不是中间有空格的文本</translation>
    </message>
    <message>
        <source>A token&apos;s id is not a number in range</source>
        <translation>有词元的 ID 不是有效范围内的数字</translation>
    </message>
    <message>
        <source>Download the file again</source>
        <translation>请重新下载该文件</translation>
    </message>
    <message>
        <source>Download the model&apos;s tokenizer.json into the folder</source>
        <translation>请将模型的 tokenizer.json 下载到该文件夹</translation>
    </message>
    <message>
        <source>Its tokenizer.model is a SentencePiece one, which is not supported yet</source>
        <translation>其 tokenizer.model 为 SentencePiece 格式，尚不支持</translation>
    </message>
    <message>
        <source>Supported are tokenizers that take the text as it is</source>
        <translation>支持不改动原文的分词器</translation>
    </message>
    <message>
        <source>Supported is byte-level BPE</source>
        <translation>支持字节级 BPE</translation>
    </message>
    <message>
        <source>Supported is byte-level BPE without sub-word marks</source>
        <translation>支持不带子词标记的字节级 BPE</translation>
    </message>
    <message>
        <source>The folder has no tokenizer.json</source>
        <translation>文件夹中没有 tokenizer.json</translation>
    </message>
    <message>
        <source>The normalizer &apos;%1&apos; is not supported</source>
        <translation>不支持规范化器“%1”</translation>
    </message>
    <message>
        <source>The tokenizer has no list of merges</source>
        <translation>分词器没有合并规则列表</translation>
    </message>
    <message>
        <source>The tokenizer has no vocabulary</source>
        <translation>分词器没有词表</translation>
    </message>
    <message>
        <source>The tokenizer model &apos;%1&apos; is not supported</source>
        <translation>不支持分词器模型“%1”</translation>
    </message>
    <message>
        <source>All of its answer lies beyond the limit of %1 tokens</source>
        <translation>其回答全部超出 %1 个词元的上限</translation>
    </message>
    <message>
        <source>Choose the file again to read it</source>
        <translation>请重新选择该文件以读取</translation>
    </message>
    <message>
        <source>Give it an answer of the assistant</source>
        <translation>请为它添加助手的回答</translation>
    </message>
    <message>
        <source>It has nothing to learn from: no token carries loss</source>
        <translation>没有可学习的内容：没有词元计入损失</translation>
    </message>
    <message>
        <source>Raise the limit or shorten the prompt</source>
        <translation>请提高上限或缩短提示词</translation>
    </message>
    <message>
        <source>Reading was cancelled</source>
        <translation>读取已取消</translation>
    </message>
    <message>
        <source>A project has a file project.json</source>
        <translation>项目应包含文件 project.json</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Open it, or choose another folder</source>
        <translation>请打开它，或选择其他文件夹</translation>
    </message>
    <message>
        <source>The demo&apos;s data is missing from the program</source>
        <translation>程序中缺少演示数据</translation>
    </message>
    <message>
        <source>The demo&apos;s settings are missing from the program</source>
        <translation>程序中缺少演示设置</translation>
    </message>
    <message>
        <source>The disk it lies on may have none; delete it in the file manager</source>
        <translation>它所在的磁盘可能没有回收站；请在文件管理器中删除</translation>
    </message>
    <message>
        <source>The folder could not be moved to the trash</source>
        <translation>无法将文件夹移到回收站</translation>
    </message>
    <message>
        <source>The program carries no demo data</source>
        <translation>程序未附带演示数据</translation>
    </message>
    <message>
        <source>There is a project in this folder already</source>
        <translation>此文件夹中已有项目</translation>
    </message>
    <message>
        <source>This folder is not a project</source>
        <translation>此文件夹不是项目</translation>
    </message>
    <message>
        <source>This project was written by a newer LoRA Studio</source>
        <translation>此项目由更新版本的 LoRA Studio 写入</translation>
    </message>
    <message>
        <source>Update LoRA Studio and open it again</source>
        <translation>请更新 LoRA Studio 后重新打开</translation>
    </message>
    <message>
        <source>A worker is at this run</source>
        <translation>有工作进程正在处理此运行</translation>
    </message>
    <message>
        <source>A worker is at this run already</source>
        <translation>已有工作进程在处理此运行</translation>
    </message>
    <message>
        <source>Build or install lora-worker beside lora-studio</source>
        <translation>请构建 lora-worker，或将其安装到 lora-studio 所在位置</translation>
    </message>
    <message>
        <source>Create or open one on the Home page</source>
        <translation>请在“首页”新建或打开一个项目</translation>
    </message>
    <message>
        <source>Stop the run first</source>
        <translation>请先停止该运行</translation>
    </message>
    <message>
        <source>The run could not be moved to the trash</source>
        <translation>无法将运行移到回收站</translation>
    </message>
    <message>
        <source>The worker program is missing</source>
        <translation>缺少工作进程程序</translation>
    </message>
    <message>
        <source>The worker behind chat and compare has ended</source>
        <translation>负责聊天和对比的工作进程已结束</translation>
    </message>
    <message>
        <source>Try again: it is started anew</source>
        <translation>请重试：它会重新启动</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1，第 %2 行，第 %3 列</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>%1, line %2, byte %3</source>
        <translation>%1，第 %2 行，第 %3 字节</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1，第 %2 字节</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>消息 %1</translation>
    </message>
    <message>
        <source>%1: merge %2</source>
        <translation>%1：合并规则 %2</translation>
    </message>
    <message>
        <source>BPE, %1 tokens, %2 special, pre-tokenizer %3; %4 rare bytes have no token and are left out</source>
        <translation>BPE，%1 个词元，%2 个特殊词元，预分词器 %3；%4 个罕见字节没有对应词元，会被略去</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>字节 %1</translation>
    </message>
    <message>
        <source>The index of an older LoRA Studio could not be brought up to date and was left as it was: %1</source>
        <translation>旧版 LoRA Studio 的索引无法更新，已保持原样：%1</translation>
    </message>
    <message>
        <source>CPU, %1, %2 thread</source>
        <translation>CPU，%1，%2 线程</translation>
    </message>
    <message>
        <source>CPU, %1, %2 threads</source>
        <translation>CPU，%1，%2 线程</translation>
    </message>
    <message>
        <source>Choose auto or float32</source>
        <translation>请选择 auto 或 float32</translation>
    </message>
    <message>
        <source>Choose auto, float32, bfloat16 or int16</source>
        <translation>请选择 auto、float32、bfloat16 或 int16</translation>
    </message>
    <message>
        <source>Choose auto, or the device cpu</source>
        <translation>请选择 auto，或将设备设为 cpu</translation>
    </message>
    <message>
        <source>GPUs do not multiply int16</source>
        <translation>GPU 不支持 int16 乘法</translation>
    </message>
    <message>
        <source>This processor does not multiply int16</source>
        <translation>此处理器不支持 int16 乘法</translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterCosts</name>
    <message>
        <source>recomputing layers</source>
        <translation>重算各层</translation>
    </message>
    <message>
        <source>recomputing feed-forward</source>
        <translation>重算前馈</translation>
    </message>
    <message>
        <source>What the adapter costs</source>
        <translation>适配器的开销</translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation>可训练参数</translation>
    </message>
    <message>
        <source>Adapter file</source>
        <translation>适配器文件</translation>
    </message>
    <message>
        <source>safetensors, float32</source>
        <translation>safetensors，float32</translation>
    </message>
    <message>
        <source>Numbers that training changes. The base model&apos;s own stay as they are.</source>
        <translation>训练所改变的数值。基座模型自身的参数保持不变。</translation>
    </message>
    <message>
        <source>Size of adapter_model.safetensors, which other tools load.</source>
        <translation>adapter_model.safetensors 的大小，其他工具可加载此文件。</translation>
    </message>
    <message>
        <source>%1 trainable parameters</source>
        <translation>%1 个可训练参数</translation>
    </message>
    <message>
        <source>%1 of the base</source>
        <extracomment>%1 is a share: 0.36 % of the base model&apos;s parameters</extracomment>
        <translation>占基座的 %1</translation>
    </message>
    <message>
        <source>Adapter file of %1</source>
        <translation>适配器文件 %1</translation>
    </message>
    <message>
        <source>Memory: %1, for batches of %2 × %3 tokens</source>
        <translation>内存：%1，按每批 %2 × %3 个词元计</translation>
    </message>
    <message>
        <source>What is recomputed is not kept in memory; the backward pass makes it again. It takes longer and learns the same.</source>
        <translation>重算的部分不留在内存中，反向传播时会再算一遍。耗时更长，学习效果相同。</translation>
    </message>
    <message>
        <source>It fits, but leaves little for other programs.</source>
        <translation>放得下，但留给其他程序的内存很少。</translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterPage</name>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Paint all linear modules</source>
        <translation>涂选所有线性模块</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>All linear</source>
        <translation>全部线性</translation>
    </message>
    <message>
        <source>Every linear module of every layer: the default, learns most.</source>
        <translation>每一层的每个线性模块：默认选项，学得最多。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>q, k, v and o of every layer: how the model looks around.</source>
        <translation>每一层的 q、k、v 和 o：模型如何关注上下文。</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>gate, up and down of every layer: what the model knows.</source>
        <translation>每一层的 gate、up 和 down：模型所掌握的知识。</translation>
    </message>
    <message>
        <source>Last third</source>
        <translation>后三分之一</translation>
    </message>
    <message>
        <source>Only the layers nearest the output: style rather than knowledge.</source>
        <translation>仅最靠近输出的层：偏重风格而非知识。</translation>
    </message>
    <message>
        <source>q and v</source>
        <translation>q 和 v</translation>
    </message>
    <message>
        <source>As in the first LoRA paper: small, and often enough.</source>
        <translation>与最初的 LoRA 论文一致：体积小，往往也够用。</translation>
    </message>
    <message>
        <source>Clear</source>
        <extracomment>a button: paint nothing</extracomment>
        <translation>清除</translation>
    </message>
    <message>
        <source>Nothing painted. Undo brings it back.</source>
        <translation>已全部清除。可用“撤销”恢复。</translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to clear, Shift to extend. Keys: arrows, space, 1–8, + and −, 0.</source>
        <translation>拖动涂选，右键拖动清除，按住 Shift 扩展。按键：方向键、空格、1–8、+ 和 −、0。</translation>
    </message>
    <message>
        <source>set rank %1 everywhere</source>
        <translation>全部设为秩 %1</translation>
    </message>
    <message>
        <source>change alpha</source>
        <translation>更改 alpha</translation>
    </message>
    <message>
        <source>change dropout</source>
        <translation>更改 dropout</translation>
    </message>
    <message>
        <source>use rsLoRA</source>
        <translation>使用 rsLoRA</translation>
    </message>
    <message>
        <source>use plain scaling</source>
        <translation>使用普通缩放</translation>
    </message>
    <message>
        <source>start fresh</source>
        <extracomment>what Undo would take back, after the word Undo; as are &quot;paint %1&quot;, &quot;set rank %1 everywhere&quot; and the like</extracomment>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>go on from %1</source>
        <translation>接着 %1 训练</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>前往首页</translation>
    </message>
    <message>
        <source>The base model is being read.</source>
        <translation>正在读取基座模型。</translation>
    </message>
    <message>
        <source>An adapter is painted over a base model: choose that first.</source>
        <translation>适配器建立在基座模型之上：请先选择基座模型。</translation>
    </message>
    <message>
        <source>Choose base model</source>
        <translation>选择基座模型</translation>
    </message>
    <message>
        <source>Nothing is painted, so there is nothing to train.</source>
        <translation>未涂选任何模块，因此没有可训练的内容。</translation>
    </message>
    <message>
        <source>Nothing is painted yet</source>
        <translation>尚未涂选</translation>
    </message>
    <message>
        <source>%1 · %2 trainable (%3)</source>
        <translation>%1 · %2 可训练（%3）</translation>
    </message>
    <message>
        <source>apply a preset</source>
        <translation>应用预设</translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterSettings</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Rank to paint with</source>
        <translation>涂选所用的秩</translation>
    </message>
    <message>
        <source>Paint with rank %1</source>
        <translation>以秩 %1 涂选</translation>
    </message>
    <message>
        <source>Rank %1</source>
        <translation>秩 %1</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>How much each module can learn. 16 suits most jobs; more for new skills, less for a tone of voice.</source>
        <translation>每个模块能学多少。16 适合大多数任务；学习新技能可调高，只调整语气可调低。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>How loudly the adapter speaks: its part is scaled by alpha ÷ rank. Twice the rank is the habit.</source>
        <translation>适配器的影响力：其输出按 alpha ÷ 秩缩放。通常取秩的两倍。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the adapter&apos;s inputs left out at random while training, against learning by heart. 0.05 is the default; more for few examples.</source>
        <translation>训练时随机略去的适配器输入比例，用于防止死记硬背。默认为 0.05；样本较少时可调高。</translation>
    </message>
    <message>
        <source>Rank-stabilised scaling (rsLoRA)</source>
        <translation>秩稳定缩放（rsLoRA）</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Scales by alpha ÷ √rank instead, so that ranks of 64 and more still learn at the same pace.</source>
        <translation>改为按 alpha ÷ √秩缩放，使 64 及以上的秩仍以相同的速度学习。</translation>
    </message>
    <message>
        <source>Start fresh</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Give every painted cell rank %1</source>
        <translation>将所有已涂选的单元格设为秩 %1</translation>
    </message>
    <message>
        <source>Cells have different alphas; a change here sets all of them.</source>
        <translation>各单元格的 alpha 不同；在此更改会应用到全部单元格。</translation>
    </message>
    <message>
        <source>At rank %1 the adapter is scaled by %2.</source>
        <translation>秩为 %1 时，适配器按 %2 缩放。</translation>
    </message>
    <message>
        <source>Goes on from %1</source>
        <translation>接着 %1 训练</translation>
    </message>
</context>
<context>
    <name>lora::ui::AnswerPane</name>
    <message>
        <source>Answer %1</source>
        <translation>回答 %1</translation>
    </message>
    <message>
        <source>Who answers in pane %1</source>
        <translation>窗格 %1 由谁回答</translation>
    </message>
    <message>
        <source>The base, the result of a run, or one of its checkpoints</source>
        <translation>基座、某次运行的结果或其某个检查点</translation>
    </message>
    <message>
        <source>Fingerprint of the weights</source>
        <translation>权重的指纹</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>尚无回答</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copies the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Remove this pane</source>
        <translation>移除此窗格</translation>
    </message>
    <message>
        <source>Removes this pane</source>
        <translation>移除此窗格</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Text of answer %1</source>
        <translation>回答 %1 的文本</translation>
    </message>
    <message>
        <source>The answer comes here</source>
        <translation>回答将显示在这里</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>Weights that answered: %1
Click copies it</source>
        <translation>作答的权重：%1
点击即可复制</translation>
    </message>
    <message>
        <source>Fingerprint of the weights that answered: %1</source>
        <translation>作答权重的指纹：%1</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
</context>
<context>
    <name>lora::ui::AnswerView</name>
    <message>
        <source>“%1”: probability %2 %, log-probability %3</source>
        <translation>“%1”：概率 %2 %，对数概率 %3</translation>
    </message>
    <message>
        <source>to the base: %1 %, %2</source>
        <extracomment>after the probability and log-probability of a token with the adapter: the same with the base alone</extracomment>
        <translation>基座：%1 %，%2</translation>
    </message>
</context>
<context>
    <name>lora::ui::BasePage</name>
    <message>
        <source>Base model</source>
        <translation>基座模型</translation>
    </message>
    <message>
        <source>Choose base model…</source>
        <translation>选择基座模型…</translation>
    </message>
    <message>
        <source>Open a GGUF file</source>
        <translation>打开 GGUF 文件</translation>
    </message>
    <message>
        <source>Continue to Data</source>
        <translation>下一步：数据</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder: config.json, safetensors and tokenizer.json</source>
        <translation>打开 Hugging Face 文件夹：config.json、safetensors 和 tokenizer.json</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>前往首页</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Use SmolLM2-135M (included)</source>
        <translation>使用 SmolLM2-135M（已附带）</translation>
    </message>
    <message>
        <source>SmolLM2-135M is not installed</source>
        <translation>未安装 SmolLM2-135M</translation>
    </message>
    <message>
        <source>A small chat model of 135 million parameters, Apache-2.0: trains on any machine</source>
        <translation>1.35 亿参数的小型对话模型，Apache-2.0 许可：任何电脑都能训练</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>A GGUF file, as llama.cpp and Ollama use them</source>
        <translation>GGUF 文件，即 llama.cpp 和 Ollama 所用的格式</translation>
    </message>
    <message>
        <source>Or drop a file or folder anywhere on the window.</source>
        <translation>也可将文件或文件夹拖放到窗口任意位置。</translation>
    </message>
    <message>
        <source>Used before</source>
        <translation>曾经用过</translation>
    </message>
    <message>
        <source>Base models used before</source>
        <translation>曾经用过的基座模型</translation>
    </message>
    <message>
        <source>Choose the model that learns from your examples: a GGUF file or a Hugging Face folder.</source>
        <translation>选择要用您的样本来训练的模型：GGUF 文件或 Hugging Face 文件夹。</translation>
    </message>
    <message>
        <source>Shape of the model</source>
        <translation>模型结构</translation>
    </message>
    <message>
        <source>File, tokenizer and licence</source>
        <translation>文件、分词器和许可证</translation>
    </message>
    <message>
        <source>Fingerprint being computed</source>
        <translation>正在计算指纹</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>复制指纹</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 参数</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>A base model is chosen for a project. Open one, or start the demo, on Home.</source>
        <translation>基座模型需为项目选择。请在“首页”打开一个项目，或启动演示。</translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation>选择基座模型</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation>GGUF 模型 (*.gguf);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a Hugging Face folder</source>
        <translation>选择 Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>正在查看 %1</translation>
    </message>
    <message>
        <source>choose %1</source>
        <translation>选择 %1</translation>
    </message>
    <message>
        <source>No base model chosen yet</source>
        <translation>尚未选择基座模型</translation>
    </message>
    <message>
        <source>%1 cannot be used</source>
        <translation>无法使用 %1</translation>
    </message>
    <message>
        <source>Reading the header of %1</source>
        <translation>正在读取 %1 的文件头</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3</source>
        <translation>%1 · %2 参数 · %3</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>no tokenizer found</source>
        <translation>未找到分词器</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>SHA-256 over the configuration and every weight: names this model whatever its file is called.</source>
        <translation>对配置和全部权重计算的 SHA-256：无论文件叫什么名字，都能标识此模型。</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::BaseService</name>
    <message>
        <source>The index could not be written</source>
        <translation>无法写入索引</translation>
    </message>
</context>
<context>
    <name>lora::ui::CheckList</name>
    <message>
        <source>Fine</source>
        <extracomment>spoken before the text of a check that has passed</extracomment>
        <translation>正常</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得留意</translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation>必须修正</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Checks of the data</source>
        <translation>数据检查</translation>
    </message>
</context>
<context>
    <name>lora::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Find an action, a page, a run or a setting</source>
        <translation>查找操作、页面、运行或设置</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>lora::ui::ComparePage</name>
    <message>
        <source>Compare</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation>对比</translation>
    </message>
    <message>
        <source>Ask</source>
        <extracomment>a button: send the prompt to every pane</extracomment>
        <translation>提问</translation>
    </message>
    <message>
        <source>Sends the prompt to every pane (Ctrl+Enter)</source>
        <translation>将提示词发送到每个窗格 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Again with another seed</source>
        <translation>换个随机种子再来</translation>
    </message>
    <message>
        <source>Asks the same with a new seed: shows what is luck and what the adapter learnt</source>
        <translation>用新的随机种子再问一次：可看出哪些是偶然，哪些是适配器学到的</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Tints each token by how much likelier (vermilion) or unlikelier (blue) it is than to the base; numbers are under the cursor</source>
        <translation>按每个词元相对基座的概率高低着色：更可能为朱红色，更不可能为蓝色；指向词元可查看数值</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Shows or hides earlier comparisons</source>
        <translation>显示或隐藏之前的对比</translation>
    </message>
    <message>
        <source>Add a pane</source>
        <translation>添加窗格</translation>
    </message>
    <message>
        <source>Compares one more, up to four</source>
        <translation>再加一个参与对比，最多四个</translation>
    </message>
    <message>
        <source>Export the comparison…</source>
        <translation>导出对比…</translation>
    </message>
    <message>
        <source>Writes prompt, settings and answers to a Markdown or JSON file</source>
        <translation>将提示词、设置和回答写入 Markdown 或 JSON 文件</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stops the answers where they are</source>
        <translation>让回答停在当前位置</translation>
    </message>
    <message>
        <source>Earlier comparisons, newest first</source>
        <translation>之前的对比，最新的在前</translation>
    </message>
    <message>
        <source>Earlier comparisons, newest first; a click shows one again</source>
        <translation>之前的对比，最新的在前；点击可重新显示</translation>
    </message>
    <message>
        <source>Choose a base model first</source>
        <translation>请先选择基座模型</translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation>选择基座模型</translation>
    </message>
    <message>
        <source>No base model is chosen yet, so nothing can answer.</source>
        <translation>尚未选择基座模型，因此无法作答。</translation>
    </message>
    <message>
        <source>Train one</source>
        <translation>训练一个</translation>
    </message>
    <message>
        <source>This project has no adapter yet: both panes show the base.</source>
        <translation>此项目还没有适配器：两个窗格显示的都是基座。</translation>
    </message>
    <message>
        <source>%1 panes are answering with seed %2</source>
        <translation>%1 个窗格正在作答，随机种子为 %2</translation>
    </message>
    <message>
        <source>Ask something: every pane gets the same prompt and seed</source>
        <translation>提个问题：每个窗格都会收到相同的提示词和随机种子</translation>
    </message>
    <message>
        <source>Same prompt, same seed %1; differing words are underlined</source>
        <translation>相同提示词，相同随机种子 %1；不同的词以下划线标出</translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation>在 %1 个词元处截断</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>This pane has no answer: the model ended at once. Try another seed.</source>
        <translation>此窗格没有回答：模型立即结束了。请换一个随机种子再试。</translation>
    </message>
    <message>
        <source>No trustworthy answer: %1</source>
        <translation>没有可信的回答：%1</translation>
    </message>
    <message>
        <source>Answered by %1, which is no longer there</source>
        <translation>由 %1 回答，但它已不存在</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出对比</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json)</source>
        <translation>Markdown (*.md);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>并排的回答</translation>
    </message>
    <message>
        <source>Earlier comparisons</source>
        <translation>以往的对比</translation>
    </message>
</context>
<context>
    <name>lora::ui::CrashNotice</name>
    <message>
        <source>Show report</source>
        <translation>显示报告</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation>崩溃报告</translation>
    </message>
    <message>
        <source>Hide report</source>
        <translation>隐藏报告</translation>
    </message>
    <message>
        <source>LoRA Studio ended unexpectedly last time (%1).</source>
        <translation>LoRA Studio 上次意外退出（%1）。</translation>
    </message>
    <message>
        <source>A worker of LoRA Studio ended unexpectedly (%1).</source>
        <translation>LoRA Studio 的一个工作进程意外退出（%1）。</translation>
    </message>
    <message>
        <source>There are %1 new reports; this is the latest.</source>
        <translation>有 %1 份新报告，这是最新的一份。</translation>
    </message>
    <message>
        <source>Runs go on by themselves: %1 is still training.</source>
        <translation>运行会自行继续：%1 仍在训练。</translation>
    </message>
    <message>
        <source>Runs go on by themselves; nothing of them is lost.</source>
        <translation>运行会自行继续，不会丢失任何内容。</translation>
    </message>
    <message>
        <source>A run that it worked on can be resumed on the Train page.</source>
        <translation>它当时处理的运行可在“训练”页面继续。</translation>
    </message>
    <message>
        <source>The report stays on this computer unless you pass it on.</source>
        <translation>报告只保存在这台电脑上，除非您自行转交。</translation>
    </message>
</context>
<context>
    <name>lora::ui::DataPage</name>
    <message>
        <source>Examples (*.jsonl *.json *.ndjson *.txt);;All files (*)</source>
        <translation>样本 (*.jsonl *.json *.ndjson *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Detected: %1</source>
        <translation>检测到：%1</translation>
    </message>
    <message>
        <source>Detected: %1
Columns: %2</source>
        <translation>检测到：%1
列：%2</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Add data…</source>
        <translation>添加数据…</translation>
    </message>
    <message>
        <source>JSONL, JSON or plain text</source>
        <translation>JSONL、JSON 或纯文本</translation>
    </message>
    <message>
        <source>Continue to Adapter</source>
        <translation>下一步：适配器</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>remove files</source>
        <translation>移除文件</translation>
    </message>
    <message>
        <source>choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>change the hold-out</source>
        <translation>更改留出设置</translation>
    </message>
    <message>
        <source>Choose the hold-out</source>
        <translation>选择留出样本</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Longest example in tokens (max_seq_length). Longer ones are cut; memory grows with it. 1,024 is the default.</source>
        <translation>最长样本的词元数（max_seq_length）。更长的样本会被截断；数值越大，占用内存越多。默认为 1,024。</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 词元</translation>
    </message>
    <message>
        <source>Limit in tokens</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>set the limit to %1</source>
        <translation>将上限设为 %1</translation>
    </message>
    <message>
        <source>%1 examples are longer and would be cut.</source>
        <translation>%1 个样本超过上限，将被截断。</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>hold out a share</source>
        <translation>按比例留出</translation>
    </message>
    <message>
        <source>hold out %1</source>
        <translation>留出 %1</translation>
    </message>
    <message>
        <source>keep the rest</source>
        <translation>保留其余行</translation>
    </message>
    <message>
        <source>require all rows</source>
        <translation>要求所有行可用</translation>
    </message>
    <message>
        <source>Bring examples of what the model should say: JSONL, JSON or plain text.</source>
        <translation>提供样本，示范模型应当怎样回答：JSONL、JSON 或纯文本。</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>前往首页</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Counting tokens</source>
        <translation>正在统计词元</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Lengths appear once the data is read.</source>
        <translation>读取数据后显示长度。</translation>
    </message>
    <message>
        <source>Lengths are known once a base model is chosen.</source>
        <translation>选择基座模型后才能得知长度。</translation>
    </message>
    <message>
        <source>The model was made for %1 tokens at most.</source>
        <translation>该模型最多支持 %1 个词元。</translation>
    </message>
    <message>
        <source>1 example is longer and is cut.</source>
        <translation>1 个样本超过上限，将被截断。</translation>
    </message>
    <message>
        <source>%1 examples are longer and are cut.</source>
        <translation>%1 个样本超过上限，将被截断。</translation>
    </message>
    <message>
        <source>Every example fits whole.</source>
        <translation>所有样本都能完整放入。</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 个文件</translation>
    </message>
    <message>
        <source>%1, not read</source>
        <translation>%1，未读取</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>无法使用 %1：%2</translation>
    </message>
    <message>
        <source>1 example from %1</source>
        <translation>1 个样本，来自 %1</translation>
    </message>
    <message>
        <source>%1 examples from %2</source>
        <translation>%1 个样本，来自 %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 个被拒绝</translation>
    </message>
</context>
<context>
    <name>lora::ui::DataService</name>
    <message>
        <source>The index could not be written</source>
        <translation>无法写入索引</translation>
    </message>
</context>
<context>
    <name>lora::ui::ExampleTable</name>
    <message>
        <source>Cut from %1 to %2 tokens</source>
        <translation>从 %1 个词元截断为 %2 个</translation>
    </message>
    <message>
        <source>Row %1, refused: %2</source>
        <translation>第 %1 行，被拒绝：%2</translation>
    </message>
    <message>
        <source>Tokens that the model learns to write: what the assistant says</source>
        <translation>模型要学习写出的词元：助手所说的内容</translation>
    </message>
    <message>
        <source>No.</source>
        <extracomment>head of a column: number of the example</extracomment>
        <translation>编号</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>With loss</source>
        <translation>计入损失</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>head of a column: file and line that the example comes from</extracomment>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>lora::ui::ExampleView</name>
    <message>
        <source>Progress of reading the data</source>
        <translation>数据读取进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel reading</source>
        <translation>取消读取</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Show as %1</source>
        <translation>显示为%1</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the examples</source>
        <translation>搜索样本</translation>
    </message>
    <message>
        <source>Previous example</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Next example</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>A token is a piece of text. The model learns to write the coloured ones; the grey ones it only reads.</source>
        <translation>词元是一小段文本。模型学习写出彩色的词元，灰色的只供阅读。</translation>
    </message>
    <message>
        <source>Point at a token, or use the arrow keys, for its id.</source>
        <translation>将鼠标指向词元，或使用方向键，可查看其 ID。</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Left out of training: %1</source>
        <translation>不参与训练：%1</translation>
    </message>
    <message>
        <source>Tokens appear here once a base model is chosen</source>
        <translation>选择基座模型后，此处显示词元</translation>
    </message>
    <message>
        <source>%1 tokens, &lt;span style=&apos;color:%2&apos;&gt;■&lt;/span&gt; %3 carry loss</source>
        <translation>%1 个词元，&lt;span style=&apos;color:%2&apos;&gt;■&lt;/span&gt; %3 个计入损失</translation>
    </message>
</context>
<context>
    <name>lora::ui::ExportPage</name>
    <message>
        <source>Loading the base model</source>
        <translation>正在加载基座模型</translation>
    </message>
    <message>
        <source>Reading the adapter</source>
        <translation>正在读取适配器</translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation>正在写入文件</translation>
    </message>
    <message>
        <source>Reading back and comparing</source>
        <translation>正在回读并比较</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export adapter</source>
        <translation>导出适配器</translation>
    </message>
    <message>
        <source>Writes the adapter to the folder, reads it back and compares what it answers</source>
        <translation>将适配器写入文件夹，再回读并比较其回答</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Shows the exported files in the file manager</source>
        <translation>在文件管理器中显示导出的文件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops the export</source>
        <translation>停止导出</translation>
    </message>
    <message>
        <source>Train one</source>
        <translation>去训练一个</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>The result of a run, or one of its checkpoints</source>
        <translation>一次运行的结果，或其中的某个检查点</translation>
    </message>
    <message>
        <source>PEFT (safetensors): loads in transformers and PEFT</source>
        <translation>PEFT (safetensors)：可在 transformers 和 PEFT 中加载</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>What other tools read. Default: PEFT.</source>
        <translation>供其他工具读取的格式。默认为 PEFT。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the target folder</source>
        <translation>选择目标文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>A new folder for the adapter. Default: exports/ within the project.</source>
        <translation>存放适配器的新文件夹。默认为项目中的 exports/。</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>已写入的文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Load it in Python</source>
        <translation>在 Python 中加载</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the Python lines</source>
        <translation>复制 Python 代码</translation>
    </message>
    <message>
        <source>How to load it in PEFT</source>
        <translation>如何在 PEFT 中加载</translation>
    </message>
    <message>
        <source>This project has no adapter yet.</source>
        <translation>此项目还没有适配器。</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>正在导出 %1</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>Nothing to export until a run has written an adapter</source>
        <translation>运行写出适配器后才能导出</translation>
    </message>
    <message>
        <source>Ready to export %1</source>
        <translation>可以导出 %1</translation>
    </message>
    <message>
        <source>Opening the base model</source>
        <translation>正在打开基座模型</translation>
    </message>
    <message>
        <source>The export could not be verified, so do not use it</source>
        <translation>导出未能通过校验，请勿使用</translation>
    </message>
    <message>
        <source>Verified: read back from disk, its logits differ by %1 at most</source>
        <translation>校验通过：从磁盘回读后，logits 最多相差 %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::FilesPanel</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>数据文件</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add data files</source>
        <translation>添加数据文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the selected files</source>
        <translation>移除选中的文件</translation>
    </message>
    <message>
        <source>Takes the files out of the project&apos;s data; they stay on disk</source>
        <translation>将文件移出项目数据，磁盘上的文件保留</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>选择列…</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出样本</translation>
    </message>
    <message>
        <source> % of the examples</source>
        <translation>% 的样本</translation>
    </message>
    <message>
        <source>Share of examples held out</source>
        <translation>留出样本的比例</translation>
    </message>
    <message>
        <source>Kept from training to measure what was learnt. 10 % is the default.</source>
        <translation>不参与训练，用来衡量学习效果。默认为 10%。</translation>
    </message>
    <message>
        <source>Use a file of its own…</source>
        <translation>使用单独的文件…</translation>
    </message>
    <message>
        <source>Examples that are never trained on, from a file that you prepared for it</source>
        <translation>从不参与训练的样本，来自您为此准备的文件</translation>
    </message>
    <message>
        <source>Use a share instead</source>
        <translation>改用比例</translation>
    </message>
    <message>
        <source>Holds out a share of the examples again; the file stays on disk</source>
        <translation>重新按比例留出样本，文件仍保留在磁盘上</translation>
    </message>
</context>
<context>
    <name>lora::ui::FoldPanel</name>
    <message>
        <source>Fold the panel: %1</source>
        <translation>收起面板：%1</translation>
    </message>
    <message>
        <source>Show the panel: %1</source>
        <translation>显示面板：%1</translation>
    </message>
</context>
<context>
    <name>lora::ui::FoundCard</name>
    <message>
        <source>Looking for models on this computer</source>
        <translation>正在查找这台电脑上的模型</translation>
    </message>
    <message>
        <source>No base model was found on this computer</source>
        <translation>这台电脑上未找到基座模型</translation>
    </message>
    <message>
        <source>1 model found on this computer</source>
        <translation>在这台电脑上找到 1 个模型</translation>
    </message>
    <message>
        <source>%1 models found on this computer</source>
        <translation>在这台电脑上找到 %1 个模型</translation>
    </message>
    <message>
        <source>Folders of Hugging Face, llama.cpp, LM Studio and Ollama are looked at, on this computer alone. Any other model is chosen on the Base model page.</source>
        <translation>只在这台电脑上查找 Hugging Face、llama.cpp、LM Studio 和 Ollama 的文件夹。其他模型可在“基座模型”页面选择。</translation>
    </message>
    <message>
        <source>And %1 more: a project&apos;s Base model page lists them all.</source>
        <translation>另有 %1 个：项目的“基座模型”页面会全部列出。</translation>
    </message>
</context>
<context>
    <name>lora::ui::FoundList</name>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Look for models again</source>
        <translation>重新查找模型</translation>
    </message>
    <message>
        <source>Looks again in the folders of Hugging Face, llama.cpp, LM Studio and Ollama</source>
        <translation>重新查找 Hugging Face、llama.cpp、LM Studio 和 Ollama 的文件夹</translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <translation>无法使用：%1</translation>
    </message>
    <message>
        <source>Models found on this computer: %1</source>
        <translation>在这台电脑上找到的模型：%1</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>None found in the folders of Hugging Face, llama.cpp, LM Studio and Ollama.</source>
        <translation>在 Hugging Face、llama.cpp、LM Studio 和 Ollama 的文件夹中未找到模型。</translation>
    </message>
</context>
<context>
    <name>lora::ui::GuideFinder</name>
    <message>
        <source>Find in the guide</source>
        <translation>在用户指南中查找</translation>
    </message>
    <message>
        <source>Up and Down choose among the places found, Enter opens one, Escape ends the search</source>
        <translation>上下方向键选择结果，Enter 打开，Esc 结束搜索</translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation>用户指南目录</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>No page has these words</source>
        <translation>没有页面包含这些词</translation>
    </message>
</context>
<context>
    <name>lora::ui::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Text of the guide</source>
        <translation>用户指南正文</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>返回%1</translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <translation>在用户指南中查找</translation>
    </message>
    <message>
        <source>Back in the guide</source>
        <translation>在用户指南中后退</translation>
    </message>
    <message>
        <source>Forward in the guide</source>
        <translation>在用户指南中前进</translation>
    </message>
    <message>
        <source>Guide: %1</source>
        <translation>用户指南：%1</translation>
    </message>
    <message>
        <source>No page has “%1”</source>
        <translation>没有页面包含“%1”</translation>
    </message>
    <message>
        <source>One place with “%1”</source>
        <translation>1 处包含“%1”</translation>
    </message>
    <message>
        <source>%1 places with “%2”</source>
        <translation>%1 处包含“%2”</translation>
    </message>
</context>
<context>
    <name>lora::ui::HomePage</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>a button: open a project</extracomment>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a project&apos;s folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>Keep the English word beside yours, so that who cannot read the language finds the way out.</extracomment>
        <translation>语言（Language）</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Welcome. LoRA Studio teaches a language model from your examples, on this computer alone: it works without a network and sends nothing anywhere.</source>
        <translation>欢迎。LoRA Studio 用您的样本教会语言模型，一切都在这台电脑上完成：无需联网，也不会向任何地方发送数据。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>No project yet. A project keeps one job together: its base model, its data and its runs.</source>
        <translation>还没有项目。一个项目汇集一项任务的全部内容：基座模型、数据和运行记录。</translation>
    </message>
    <message>
        <source>LoRA Studio</source>
        <translation>LoRA Studio</translation>
    </message>
    <message>
        <source>Teach a small model a bank&apos;s house style</source>
        <translation>让小模型学会一家银行的行文风格</translation>
    </message>
    <message>
        <source>200 examples, a base model that comes with the program, and about five minutes of training on this machine. Nothing leaves it.</source>
        <translation>200 个样本、一个随程序附带的基座模型，在这台机器上训练约五分钟。数据不会离开本机。</translation>
    </message>
    <message>
        <source>The list of projects cannot be kept: %1</source>
        <translation>无法保存项目列表：%1</translation>
    </message>
    <message>
        <source>%1 is open</source>
        <translation>%1 已打开</translation>
    </message>
    <message>
        <source>Start with the demo, or make a project of your own</source>
        <translation>从演示开始，或新建自己的项目</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>What is the project called?</source>
        <translation>项目叫什么名称？</translation>
    </message>
    <message>
        <source>My adapter</source>
        <translation>我的适配器</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Move this project to the trash?</source>
        <translation>将此项目移到回收站？</translation>
    </message>
    <message>
        <source>%1 with its runs, checkpoints and data. You can bring it back from the trash.</source>
        <translation>%1 及其运行记录、检查点和数据。可从回收站恢复。</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>lora::ui::LayerMap</name>
    <message>
        <source>Layers by modules</source>
        <translation>层与模块</translation>
    </message>
    <message>
        <source>paint %1</source>
        <translation>涂选 %1</translation>
    </message>
    <message>
        <source>paint layer %1</source>
        <translation>涂选第 %1 层</translation>
    </message>
    <message>
        <source>clear cells</source>
        <translation>清除单元格</translation>
    </message>
    <message>
        <source>paint cells</source>
        <translation>涂选单元格</translation>
    </message>
    <message>
        <source>set rank %1</source>
        <translation>将秩设为 %1</translation>
    </message>
    <message>
        <source>raise rank</source>
        <translation>提高秩</translation>
    </message>
    <message>
        <source>lower rank</source>
        <translation>降低秩</translation>
    </message>
    <message>
        <source>Click paints the column, right-click clears it.</source>
        <translation>单击涂选整列，右键单击清除。</translation>
    </message>
    <message>
        <source>Layer %1 of %2.</source>
        <translation>第 %1 层，共 %2 层。</translation>
    </message>
    <message>
        <source>Click paints the row, right-click clears it.</source>
        <translation>单击涂选整行，右键单击清除。</translation>
    </message>
    <message>
        <source>Layer %1, %2: not adapted</source>
        <translation>第 %1 层，%2：未适配</translation>
    </message>
    <message>
        <source>Layer %1, %2: rank %3, alpha %4</source>
        <translation>第 %1 层，%2：秩 %3，alpha %4</translation>
    </message>
    <message>
        <source>No model chosen</source>
        <translation>未选择模型</translation>
    </message>
    <message>
        <source>%1; %2 cells selected</source>
        <translation>%1；已选 %2 个单元格</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>前馈</translation>
    </message>
</context>
<context>
    <name>lora::ui::LengthHistogram</name>
    <message>
        <source>Lengths of the examples in tokens</source>
        <translation>样本长度（词元）</translation>
    </message>
    <message>
        <source>Each bar counts examples of one length. Drag the line, or use the arrow keys, to set where longer examples are cut.</source>
        <translation>每根柱表示某一长度的样本数。拖动竖线或使用方向键，设置超长样本的截断位置。</translation>
    </message>
    <message>
        <source>No tokens counted yet</source>
        <translation>尚未统计词元</translation>
    </message>
    <message>
        <source>Longest %1 tokens; limit %2; %3 examples are longer</source>
        <translation>最长 %1 个词元；上限 %2；%3 个样本超过上限</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>上限 %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::LossPlot</name>
    <message>
        <source>Loss over training steps</source>
        <translation>损失随训练步的变化</translation>
    </message>
    <message>
        <source>Loss of each step</source>
        <translation>每步损失</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Best</source>
        <extracomment>the best value of the hold-out loss, in the plot&apos;s legend</extracomment>
        <translation>最佳</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>step %1 · loss %2</source>
        <translation>第 %1 步 · 损失 %2</translation>
    </message>
    <message>
        <source>smoothed %1</source>
        <translation>平滑 %1</translation>
    </message>
    <message>
        <source>hold-out %1 at step %2</source>
        <translation>留出损失 %1，第 %2 步</translation>
    </message>
</context>
<context>
    <name>lora::ui::MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation>前往%1</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Open %1</source>
        <extracomment>a command that shows the run of this name, and below what kind of thing the command is about</extracomment>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme: follow the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Language: follow the system</source>
        <translation>语言：跟随系统</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <extracomment>In the list of commands. Keep the English word beside yours, so that who cannot read the language finds the way out.</extracomment>
        <translation>语言（Language）：%1</translation>
    </message>
    <message>
        <source>Training settings: basic</source>
        <translation>训练设置：基本</translation>
    </message>
    <message>
        <source>Training settings: advanced</source>
        <translation>训练设置：高级</translation>
    </message>
    <message>
        <source>Open project %1</source>
        <translation>打开项目 %1</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>No page knows what to do with %1</source>
        <translation>没有页面能处理 %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::MappingEditor</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>补全</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Question, answer</source>
        <translation>问题、回答</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>ShareGPT</source>
        <translation>ShareGPT</translation>
    </message>
    <message>
        <source>Prompt, completion</source>
        <translation>提示词、补全</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Format of the rows</source>
        <translation>行的格式</translation>
    </message>
    <message>
        <source>How a row becomes an example that the model can learn from</source>
        <translation>如何将一行变成模型可以学习的样本</translation>
    </message>
    <message>
        <source>As</source>
        <extracomment>label of a list of formats: read the rows as …</extracomment>
        <translation>读取为</translation>
    </message>
    <message>
        <source>Use these columns</source>
        <translation>使用这些列</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>no column</extracomment>
        <translation>无</translation>
    </message>
    <message>
        <source>Column for %1</source>
        <translation>“%1”对应的列</translation>
    </message>
</context>
<context>
    <name>lora::ui::MemoryBar</name>
    <message>
        <source>Memory needed for training</source>
        <translation>训练所需内存</translation>
    </message>
    <message>
        <source>%1 of %2 available</source>
        <translation>%1，可用 %2</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>The base model as it is held: as the file stores it where that can be computed with, else expanded.</source>
        <translation>基座模型在内存中的形式：能直接用于计算时保持文件中的存储格式，否则展开。</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>What each layer keeps for the backward pass. Shorter sequences and smaller batches need less.</source>
        <translation>每层为反向传播保留的内容。序列越短、批越小，所需越少。</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>The adapter, its gradient and the two moments that AdamW keeps. Grows with rank.</source>
        <translation>适配器、其梯度以及 AdamW 保存的两个矩。随秩增大。</translation>
    </message>
    <message>
        <source>reserve</source>
        <extracomment>memory kept free for the program itself</extracomment>
        <translation>预留</translation>
    </message>
    <message>
        <source>The program itself and room for the allocator.</source>
        <translation>程序自身及内存分配器所需的空间。</translation>
    </message>
</context>
<context>
    <name>lora::ui::Page</name>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
</context>
<context>
    <name>lora::ui::ProjectCard</name>
    <message>
        <source>Open project %1</source>
        <translation>打开项目 %1</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>%1 的更多操作</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>当前已打开</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>The folder is not there now</source>
        <translation>文件夹当前不存在</translation>
    </message>
    <message>
        <source>Open now · %1</source>
        <translation>当前已打开 · %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>lora::ui::ProjectService</name>
    <message>
        <source>The index could not be written</source>
        <translation>无法写入索引</translation>
    </message>
    <message>
        <source>The project could not be indexed</source>
        <translation>无法为项目建立索引</translation>
    </message>
    <message>
        <source>Bank support demo</source>
        <translation>银行客服演示</translation>
    </message>
    <message>
        <source>The project could not be saved</source>
        <translation>无法保存项目</translation>
    </message>
</context>
<context>
    <name>lora::ui::PromptBar</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Ask all panes the same. Ctrl+Enter sends.</source>
        <translation>向所有窗格提同样的问题。Ctrl+Enter 发送。</translation>
    </message>
    <message>
        <source>Every pane gets this prompt with the same seed. Ctrl+Enter sends.</source>
        <translation>每个窗格都以相同的随机种子接收此提示词。Ctrl+Enter 发送。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Told to the model before the prompt. Default: none.</source>
        <translation>在提示词之前告诉模型的内容。默认为无。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>How freely words are drawn. Default 0.7. 0 always takes the likeliest.</source>
        <translation>选词的自由程度。默认 0.7。设为 0 时始终选最可能的词。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws only from the likeliest words that make up this share. Default 0.95; 1 allows all.</source>
        <translation>只从累计概率达到此值的最可能的词中选取。默认 0.95；1 表示不限制。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Longest answer. Default 128.</source>
        <translation>回答的最大长度。默认 128。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed draws the same answer. Default 42.</source>
        <translation>相同的随机种子得到相同的回答。默认 42。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop the answers</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Send the prompt to every pane</source>
        <translation>将提示词发送到所有窗格</translation>
    </message>
    <message>
        <source>Sends the prompt to every pane (Ctrl+Enter)</source>
        <translation>将提示词发送到所有窗格 (Ctrl+Enter)</translation>
    </message>
</context>
<context>
    <name>lora::ui::Rail</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>current</source>
        <extracomment>spoken after the name of a page: this step of the job is at hand</extracomment>
        <translation>当前</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>lora::ui::ReadinessCard</name>
    <message>
        <source>%1 modules</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>LoRA, rank %1, alpha %2 on %3; %4</source>
        <translation>LoRA，秩 %1，alpha %2，作用于 %3；%4</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>没有打开的项目。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>No base model is chosen yet.</source>
        <translation>还没有选择基座模型。</translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation>选择基座模型</translation>
    </message>
    <message>
        <source>The base model cannot be used: %1.</source>
        <translation>无法使用该基座模型：%1。</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>另选一个</translation>
    </message>
    <message>
        <source>No training data is chosen yet.</source>
        <translation>还没有选择训练数据。</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>The data cannot be used: %1.</source>
        <translation>无法使用该数据：%1。</translation>
    </message>
    <message>
        <source>Look at the data</source>
        <translation>查看数据</translation>
    </message>
    <message>
        <source>The adapter has no target: paint at least one module.</source>
        <translation>适配器没有目标：请至少涂选一个模块。</translation>
    </message>
    <message>
        <source>Choose targets</source>
        <translation>选择目标</translation>
    </message>
    <message>
        <source>What the next run will be made of</source>
        <translation>下一次运行的组成</translation>
    </message>
    <message>
        <source>No run yet. This is what the first one will be made of.</source>
        <translation>还没有运行。第一次运行将由以下内容组成。</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基座模型</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Start training writes a run folder and starts a worker on it. It goes on when you close the window; the curve is here when you come back.</source>
        <translation>“开始训练”会写入运行文件夹，并启动工作进程进行训练。关闭窗口后训练仍会继续；再次打开时曲线就在这里。</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>前往%1</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>none chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>no target painted</source>
        <translation>未涂选目标</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>lora::ui::RefusalPanel</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunPlots</name>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Memory, GB</source>
        <translation>内存 (GB)</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the loss curve</source>
        <translation>损失曲线的平滑程度</translation>
    </message>
    <message>
        <source>How much the strong curve evens out the steps. 0 shows each step as it was.</source>
        <translation>粗曲线对各步的平滑程度。0 表示原样显示每一步。</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Draws the loss on a logarithmic axis: small changes late in a run become visible</source>
        <translation>以对数轴绘制损失：运行后期的细微变化也清晰可见</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Shows the whole run again. Drag zooms, the wheel zooms, Shift+drag pans, a double click or 0 shows all.</source>
        <translation>重新显示整个运行。拖动或滚轮缩放，Shift+拖动平移，双击或按 0 显示全部。</translation>
    </message>
    <message>
        <source>Overlay</source>
        <extracomment>a button: draw other runs in the same plot</extracomment>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Draw other runs in the same plot</source>
        <translation>在同一图中绘制其他运行</translation>
    </message>
    <message>
        <source>Draws the loss of other runs in the same plot</source>
        <translation>在同一图中绘制其他运行的损失</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Saves the plot as a picture or its numbers as a table</source>
        <translation>将图表保存为图片，或将其数值保存为表格</translation>
    </message>
    <message>
        <source>Save the loss plot as PNG…</source>
        <translation>将损失图保存为 PNG…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save the loss plot as SVG…</source>
        <translation>将损失图保存为 SVG…</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG 图片 (*.svg)</translation>
    </message>
    <message>
        <source>Save the run&apos;s numbers as CSV…</source>
        <translation>将运行数值保存为 CSV…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>No other run yet</source>
        <translation>还没有其他运行</translation>
    </message>
    <message>
        <source>The picture could not be drawn</source>
        <translation>无法绘制图片</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunService</name>
    <message>
        <source>The run could not be indexed</source>
        <translation>无法为运行建立索引</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunTabs</name>
    <message>
        <source>Details of the run</source>
        <translation>运行详情</translation>
    </message>
    <message>
        <source>Samples: a column a prompt, a row a step, the newest first</source>
        <translation>采样：每列一个提示词，每行一步，最新的在前</translation>
    </message>
    <message>
        <source>No samples yet. Sample now, or give sample prompts in the settings, and the answers come here as the adapter changes.</source>
        <translation>还没有采样。点击“立即采样”，或在设置中填写采样提示词，随着适配器变化，回答会显示在这里。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>What runs</source>
        <translation>运行内容</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>运行日志</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>The exact spec of this run, as its folder keeps it</source>
        <translation>此次运行的确切规格，与其文件夹中保存的一致</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the spec</source>
        <translation>复制规格</translation>
    </message>
    <message>
        <source>Copies spec.json; lora-worker train --spec runs it again</source>
        <translation>复制 spec.json；用 lora-worker train --spec 可重新运行</translation>
    </message>
    <message>
        <source>The spec that runs</source>
        <translation>所运行的规格</translation>
    </message>
    <message>
        <source>Device: %1, kernels: %2, numbers: %3</source>
        <translation>设备：%1，内核：%2，数值类型：%3</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 (%2): %3</source>
        <translation>第 %1 步的检查点（%2）：%3</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告：%1</translation>
    </message>
    <message>
        <source>The worker crashed. Its report: %1</source>
        <translation>工作进程已崩溃。崩溃报告：%1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>best</source>
        <extracomment>a checkpoint: the best of the run by its hold-out loss, the last one, or any other</extracomment>
        <translation>最佳</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>regular</source>
        <translation>常规</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunsModel</name>
    <message>
        <source>Run</source>
        <extracomment>a training and all that it has written; here the head of a column</extracomment>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Hold-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基座模型</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunsPage</name>
    <message>
        <source>One run in %1, running</source>
        <translation>%1 中有 1 次运行，正在进行</translation>
    </message>
    <message>
        <source>One run in %1</source>
        <translation>%1 中有 1 次运行</translation>
    </message>
    <message>
        <source>%1 runs in %2, %3 running</source>
        <translation>%2 中有 %1 次运行，%3 次正在进行</translation>
    </message>
    <message>
        <source>%1 runs in %2</source>
        <translation>%2 中有 %1 次运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Runs of this project</source>
        <translation>此项目的运行记录</translation>
    </message>
    <message>
        <source>No run yet: a run is one training, kept with its curve and checkpoints.</source>
        <translation>还没有运行：一次运行就是一次训练，连同曲线和检查点一起保存。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往“训练”</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Compare</source>
        <extracomment>a button: put this run&apos;s adapter beside the base on the Compare page</extracomment>
        <translation>对比</translation>
    </message>
    <message>
        <source>Show the run&apos;s folder</source>
        <translation>显示运行的文件夹</translation>
    </message>
    <message>
        <source>Move run to trash</source>
        <translation>将运行移到回收站</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>从最后一个检查点继续</translation>
    </message>
    <message>
        <source>Only an interrupted run can be resumed</source>
        <translation>只有中断的运行才能继续</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>No run yet in %1</source>
        <translation>%1 中还没有运行</translation>
    </message>
    <message>
        <source>Move this run to the trash?</source>
        <translation>将此运行移到回收站？</translation>
    </message>
    <message>
        <source>%1 with its checkpoints. You can bring it back from the trash.</source>
        <translation>%1 及其检查点。可从回收站恢复。</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>lora::ui::SamplesModel</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>lora::ui::Sparkline</name>
    <message>
        <source>Loss of the last run</source>
        <translation>最近一次运行的损失</translation>
    </message>
</context>
<context>
    <name>lora::ui::StatusStrip</name>
    <message>
        <source>portable</source>
        <extracomment>kernels for any processor, without AVX</extracomment>
        <translation>通用</translation>
    </message>
    <message>
        <source>CPU · %1 · 1 thread</source>
        <translation>CPU · %1 · 1 线程</translation>
    </message>
    <message>
        <source>CPU · %1 · %2 threads</source>
        <translation>CPU · %1 · %2 线程</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation>工作进程的内存</translation>
    </message>
    <message>
        <source>Running job</source>
        <translation>正在进行的任务</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>显示运行</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1，已暂停</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 / %2 GB</translation>
    </message>
    <message>
        <source>no worker, %1 GB</source>
        <translation>无工作进程，%1 GB</translation>
    </message>
    <message>
        <source>Memory that the worker uses, of all that this machine has</source>
        <translation>工作进程占用的内存，以及这台机器的内存总量</translation>
    </message>
</context>
<context>
    <name>lora::ui::TokenStrip</name>
    <message>
        <source>Tokens of this example</source>
        <translation>此样本的词元</translation>
    </message>
    <message>
        <source>%1 tokens, %2 carry loss</source>
        <translation>%1 个词元，%2 个计入损失</translation>
    </message>
    <message>
        <source>carries loss</source>
        <translation>计入损失</translation>
    </message>
    <message>
        <source>special, carries no loss</source>
        <translation>特殊词元，不计入损失</translation>
    </message>
    <message>
        <source>read only, carries no loss</source>
        <translation>只供阅读，不计入损失</translation>
    </message>
    <message>
        <source>Token %1 of %2 · id %3 · “%4” · %5</source>
        <translation>第 %1 个词元，共 %2 个 · ID %3 · “%4” · %5</translation>
    </message>
    <message>
        <source>✂ %1 more tokens are cut off by the limit</source>
        <translation>✂ 另有 %1 个词元因超过上限被截断</translation>
    </message>
</context>
<context>
    <name>lora::ui::TrainPage</name>
    <message>
        <source>Train</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Starts a new run with the settings at the right</source>
        <translation>按右侧的设置开始新的运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pauses after the current step; memory stays in use until you resume or stop</source>
        <translation>在当前步之后暂停；继续或停止之前，内存仍被占用</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Goes on where the run left off</source>
        <translation>从运行中断处继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ends the run after the current step and keeps the adapter as it is then</source>
        <translation>在当前步之后结束运行，并保留届时的适配器</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>立即保存检查点</translation>
    </message>
    <message>
        <source>Writes a checkpoint after the current step</source>
        <translation>在当前步之后写入检查点</translation>
    </message>
    <message>
        <source>Sample now</source>
        <translation>立即采样</translation>
    </message>
    <message>
        <source>Lets the adapter as it is now answer the sample prompts</source>
        <translation>让当前的适配器回答采样提示词</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shows or hides the settings of the next run</source>
        <translation>显示或隐藏下一次运行的设置</translation>
    </message>
    <message>
        <source>Continue to Compare</source>
        <translation>下一步：对比</translation>
    </message>
    <message>
        <source>Puts the base and what it has learnt side by side</source>
        <translation>并排比较基座与学习成果</translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation>将在此步之后暂停</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>将在此步之后停止</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Steps done of all</source>
        <translation>已完成步数 / 总步数</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Training loss, mean of the last ten steps</source>
        <translation>训练损失，最近十步的平均值</translation>
    </message>
    <message>
        <source>hold-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Loss on examples that the adapter does not train on; this is what counts</source>
        <translation>未参与适配器训练的样本上的损失；这才是关键指标</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Tokens a second, mean of the last ten steps</source>
        <translation>每秒词元数，最近十步的平均值</translation>
    </message>
    <message>
        <source>time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Estimate from the last steps</source>
        <translation>根据最近几步估算</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation>工作进程的内存</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>可以开始</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation>正在继续</translation>
    </message>
</context>
<context>
    <name>lora::ui::TrainingSettings</name>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far each step moves the adapter. Default 2e-4. Raise it when the loss hardly falls, lower it when the loss jumps.</source>
        <translation>每一步调整适配器的幅度。默认 2e-4。损失几乎不降时调高，损失跳动时调低。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often every example is seen. Default 3. More for few examples; fewer when the hold-out loss rises.</source>
        <translation>每个样本被学习的次数。默认 3。样本少时增加；留出损失上升时减少。</translation>
    </message>
    <message>
        <source>Steps at most</source>
        <translation>最多步数</translation>
    </message>
    <message>
        <source>Ends the run after so many steps, whatever the epochs say. Default: as the epochs say. Set it for a quick trial.</source>
        <translation>无论设多少轮，达到此步数即结束运行。默认由轮数决定。可用于快速试验。</translation>
    </message>
    <message>
        <source>by epochs</source>
        <extracomment>instead of a number of steps: the number of epochs decides</extracomment>
        <translation>按轮数</translation>
    </message>
    <message>
        <source>Longest example</source>
        <translation>最长样本</translation>
    </message>
    <message>
        <source>Examples are cut at so many tokens. Default 1,024. Longer needs more memory; shorter is faster.</source>
        <translation>样本在此词元数处截断。默认 1,024。越长占用内存越多，越短速度越快。</translation>
    </message>
    <message>
        <source>Hold-out share</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Part of the examples kept aside to judge the adapter on what it has not seen. Default 0.1, which is 10 %. 0 keeps none.</source>
        <translation>预留的部分样本，用模型没见过的内容评判适配器。默认 0.1，即 10%。0 表示不留出。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Packed sequences in one pass. Default 1. More of them keep a large GPU busy, and need as much more memory.</source>
        <translation>一次前向与反向处理的打包序列数。默认 1。调大可充分利用大型 GPU，内存占用也相应增加。</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Passes summed into one step. Default 16: a step learns from 16 × batch size examples. Costs time, no memory.</source>
        <translation>累加多少次计算合为一步。默认 16：一步从 16 × 批大小个样本中学习。耗时增加，不占更多内存。</translation>
    </message>
    <message>
        <source>One prompt a line</source>
        <translation>每行一个提示词</translation>
    </message>
    <message>
        <source>Sample prompts</source>
        <translation>采样提示词</translation>
    </message>
    <message>
        <source>The adapter answers these while it trains, so that you see it change. One a line. Default: none.</source>
        <translation>适配器在训练过程中回答这些提示词，便于观察其变化。每行一个。默认为无。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>How the learning rate goes on after warm-up. Default cosine: it eases out to zero. Constant suits runs you stop by hand.</source>
        <translation>预热之后学习率如何变化。默认余弦：平缓降至零。常数适合手动停止的运行。</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>常数</translation>
    </message>
    <message>
        <source>Warm-up share</source>
        <translation>预热比例</translation>
    </message>
    <message>
        <source>Share of the steps in which the learning rate rises from zero. Default 0.1. More when the loss jumps early on.</source>
        <translation>学习率从零升高的步数所占比例。默认 0.1。损失在初期跳动时调高。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls the adapter&apos;s weights towards zero. Default 0. A little, such as 0.01, can help few examples.</source>
        <translation>将适配器的权重拉向零。默认 0。样本少时，稍加一点（如 0.01）可能有帮助。</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this. Default 1. Lower it when the loss jumps; 0 turns it off.</source>
        <translation>超过此长度的梯度会被缩短到该值。默认 1。损失跳动时调低；0 表示关闭。</translation>
    </message>
    <message>
        <source>Adam β₁</source>
        <translation>Adam β₁</translation>
    </message>
    <message>
        <source>How long AdamW remembers the gradient&apos;s direction. Default 0.9. Rarely changed.</source>
        <translation>AdamW 记住梯度方向的时长。默认 0.9。很少需要更改。</translation>
    </message>
    <message>
        <source>Adam β₂</source>
        <translation>Adam β₂</translation>
    </message>
    <message>
        <source>How long AdamW remembers the gradient&apos;s size. Default 0.999. 0.95 reacts faster.</source>
        <translation>AdamW 记住梯度大小的时长。默认 0.999。0.95 反应更快。</translation>
    </message>
    <message>
        <source>Adam ε</source>
        <translation>Adam ε</translation>
    </message>
    <message>
        <source>Keeps AdamW from dividing by zero. Default 1e-8. Rarely changed.</source>
        <translation>防止 AdamW 除以零。默认 1e-8。很少需要更改。</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Steps between two looks at the hold-out. Default: about ten times a run.</source>
        <translation>两次评估留出样本之间的步数。默认每次运行约评估十次。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Steps between two checkpoints. Default: at each evaluation. Fewer steps lose less when the machine goes down.</source>
        <translation>两个检查点之间的步数。默认每次评估时保存。步数越少，机器故障时损失的进度越少。</translation>
    </message>
    <message>
        <source>evaluation</source>
        <extracomment>instead of a number of steps, after &quot;Checkpoint every&quot; or &quot;Sample every&quot;: at each evaluation</extracomment>
        <translation>每次评估</translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation>采样间隔</translation>
    </message>
    <message>
        <source>Steps between two rounds of the sample prompts. Default: at each evaluation.</source>
        <translation>两轮采样提示词之间的步数。默认每次评估时采样。</translation>
    </message>
    <message>
        <source>Sample length</source>
        <translation>采样长度</translation>
    </message>
    <message>
        <source>Tokens in a sample answer at most. Default 64. Longer samples cost time during training.</source>
        <translation>采样回答的最多词元数。默认 64。采样越长，训练越耗时。</translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation>保留检查点</translation>
    </message>
    <message>
        <source>Newest checkpoints kept besides the best and the last. Default 3. More costs disk.</source>
        <translation>除最佳和最后的检查点外，保留的最新检查点数。默认 3。保留越多，占用磁盘越多。</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where training runs. Default automatic: the GPU if there is one it can use, else the processor.</source>
        <translation>训练所用的设备。默认自动：有可用的 GPU 就用 GPU，否则用处理器。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Processor threads used. Default: all. Fewer leave room for other work.</source>
        <translation>使用的处理器线程数。默认全部。调少可为其他工作留出余力。</translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>instead of a number: all processor threads</extracomment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation>重新计算激活值</translation>
    </message>
    <message>
        <source>What the backward pass makes again instead of keeping it in memory. Default automatic: as little as fits. More needs less memory and more time; what is learnt is the same.</source>
        <translation>反向传播时重新计算哪些内容，而不保留在内存中。默认自动：在内存放得下的前提下尽量少算。重算越多，内存越省，耗时越长；学习结果相同。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>what is computed again in the backward pass to save memory</extracomment>
        <translation>不重算</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Whole layers</source>
        <translation>整层</translation>
    </message>
    <message>
        <source>Pack short examples together</source>
        <translation>打包短样本</translation>
    </message>
    <message>
        <source>Lays several examples into one sequence; none sees another. Default on: faster. Off for strict batches of single examples.</source>
        <translation>将多个样本放入同一序列，彼此不可见。默认开启：更快。需要严格由单个样本组成的批时关闭。</translation>
    </message>
    <message>
        <source>Shuffle the examples</source>
        <translation>打乱样本</translation>
    </message>
    <message>
        <source>A new order every epoch, from the seed. Default on. Off when the order of your file matters.</source>
        <translation>每轮根据随机种子重新排序。默认开启。文件中的顺序重要时关闭。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Start of all chance. Default 42. The same seed gives the same run; another shows how much was luck.</source>
        <translation>一切随机性的起点。默认 42。相同的随机种子得到相同的运行；换一个可看出运气的成分。</translation>
    </message>
    <message>
        <source>Settings of the next run</source>
        <translation>下一次运行的设置</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>下一次运行</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation>显示高级设置</translation>
    </message>
    <message>
        <source>Shows every setting. The defaults of the hidden ones are good for most runs.</source>
        <translation>显示所有设置。隐藏设置的默认值适合大多数运行。</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Sets every field back to its default</source>
        <translation>将所有字段恢复为默认值</translation>
    </message>
    <message>
        <source>Training settings</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <source>One step learns from %1 examples, packed into sequences of up to %2 tokens.</source>
        <translation>一步从 %1 个样本中学习，打包成最长 %2 个词元的序列。</translation>
    </message>
    <message>
        <source>One step learns from %1 examples of up to %2 tokens.</source>
        <translation>一步从 %1 个样本中学习，每个最长 %2 个词元。</translation>
    </message>
    <message>
        <source>How finely the base multiplies. Default automatic: what this machine multiplies fastest without harm. float32 is exact; int16 is finer than bfloat16, and for processors alone.</source>
        <translation>基座乘法运算的精度。默认自动：选用这台机器上最快且不影响效果的类型。float32 为精确计算；int16 比 bfloat16 更精细，且仅用于处理器。</translation>
    </message>
</context>
</TS>
