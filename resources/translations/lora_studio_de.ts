<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ComparisonWords</name>
    <message>
        <source>The answer of “%1” cannot be trusted: %2</source>
        <translation>Der Antwort von „%1“ ist nicht zu trauen: %2</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Temperature %1, top-p %2, at most %3 tokens, seed %4</source>
        <translation>Temperatur %1, top-p %2, höchstens %3 Tokens, Startwert %4</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Tokens/s</translation>
    </message>
    <message>
        <source>The worker answered for other panes than were asked</source>
        <translation>Das Rechenprogramm hat für andere Spalten geantwortet als gefragt</translation>
    </message>
    <message>
        <source>another pane&apos;s name came back</source>
        <translation>der Name einer anderen Spalte kam zurück</translation>
    </message>
    <message>
        <source>no fingerprint of the weights came with it</source>
        <translation>der Fingerabdruck der Gewichte fehlt</translation>
    </message>
    <message>
        <source>it came from other weights than the base&apos;s</source>
        <translation>sie stammt von anderen Gewichten als denen der Basis</translation>
    </message>
    <message>
        <source>the base answered in place of the adapter</source>
        <translation>die Basis hat anstelle des Adapters geantwortet</translation>
    </message>
    <message>
        <source>the weights changed while it was written</source>
        <translation>die Gewichte haben sich währenddessen geändert</translation>
    </message>
</context>
<context>
    <name>ConversationWords</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>Vervollständigung</translation>
    </message>
</context>
<context>
    <name>DataCheckWords</name>
    <message>
        <source>conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>instructions (Alpaca)</source>
        <translation>Anweisungen (Alpaca)</translation>
    </message>
    <message>
        <source>conversations (ShareGPT)</source>
        <translation>Gespräche (ShareGPT)</translation>
    </message>
    <message>
        <source>prompts and completions</source>
        <translation>Prompts und Vervollständigungen</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>reiner Text</translation>
    </message>
    <message>
        <source>Map</source>
        <extracomment>a button: say which column holds what</extracomment>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation>Rest behalten</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>a button: go to the example in question</extracomment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>1 broken row is left out</source>
        <translation>1 fehlerhafte Zeile wird ausgelassen</translation>
    </message>
    <message>
        <source>%1 broken rows are left out</source>
        <translation>%1 fehlerhafte Zeilen werden ausgelassen</translation>
    </message>
    <message>
        <source>Require all</source>
        <translation>Alle verlangen</translation>
    </message>
    <message>
        <source>%1 cut at %2 tokens</source>
        <translation>%1 bei %2 Tokens abgeschnitten</translation>
    </message>
    <message>
        <source>What is beyond the limit is not learnt. Raise it under Lengths.</source>
        <translation>Was über die Grenze hinausgeht, wird nicht gelernt. Erhöhen Sie sie unter „Längen“.</translation>
    </message>
    <message>
        <source>None is longer than %1 tokens</source>
        <translation>Kein Beispiel ist länger als %1 Tokens</translation>
    </message>
    <message>
        <source>1 has nothing to learn from</source>
        <translation>1 enthält nichts zu lernen</translation>
    </message>
    <message>
        <source>%1 have nothing to learn from</source>
        <translation>%1 enthalten nichts zu lernen</translation>
    </message>
    <message>
        <source>%1. Left out of training.</source>
        <translation>%1. Wird beim Training ausgelassen.</translation>
    </message>
    <message>
        <source>Reading the files, %1</source>
        <translation>Dateien werden gelesen, %1</translation>
    </message>
    <message>
        <source>1 example read</source>
        <translation>1 Beispiel gelesen</translation>
    </message>
    <message>
        <source>%1 examples read</source>
        <translation>%1 Beispiele gelesen</translation>
    </message>
    <message>
        <source>Format: %1</source>
        <translation>Format: %1</translation>
    </message>
    <message>
        <source>1 repeats an earlier example</source>
        <translation>1 wiederholt ein früheres Beispiel</translation>
    </message>
    <message>
        <source>%1 repeat earlier examples</source>
        <translation>%1 wiederholen frühere Beispiele</translation>
    </message>
    <message>
        <source>Repeats weigh more, and may stand on both sides of the hold-out.</source>
        <translation>Wiederholungen wiegen schwerer und können sowohl im Training als auch unter den zurückgehaltenen Beispielen stehen.</translation>
    </message>
    <message>
        <source>Tokens are counted once a base model with a tokenizer is chosen</source>
        <translation>Tokens werden gezählt, sobald ein Basismodell mit Tokenizer gewählt ist</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>The model has no chat template</source>
        <translation>Das Modell hat keine Chat-Vorlage</translation>
    </message>
    <message>
        <source>ChatML is used; a model that never saw it learns it from your examples.</source>
        <translation>ChatML wird verwendet; ein Modell, das es nie gesehen hat, lernt es aus Ihren Beispielen.</translation>
    </message>
    <message>
        <source>Chat template found</source>
        <translation>Chat-Vorlage gefunden</translation>
    </message>
    <message>
        <source>Counting tokens, %1</source>
        <translation>Tokens werden gezählt, %1</translation>
    </message>
    <message>
        <source>%1 held out in %2</source>
        <translation>%1 zurückgehalten in %2</translation>
    </message>
    <message>
        <source>About %1 held out for evaluation</source>
        <translation>Etwa %1 zur Prüfung zurückgehalten</translation>
    </message>
    <message>
        <source>Nothing is held out</source>
        <translation>Nichts wird zurückgehalten</translation>
    </message>
    <message>
        <source>Without a hold-out nobody can tell learning from learning by heart.</source>
        <translation>Ohne zurückgehaltene Beispiele lässt sich Lernen nicht von Auswendiglernen unterscheiden.</translation>
    </message>
</context>
<context>
    <name>FoundWords</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>Models are used where they lie: nothing is copied, and nothing is sent anywhere.</source>
        <translation>Modelle werden dort verwendet, wo sie liegen: Nichts wird kopiert und nichts wird irgendwohin gesendet.</translation>
    </message>
</context>
<context>
    <name>ModelFactWords</name>
    <message>
        <source>Calls itself</source>
        <translation>Eigener Name</translation>
    </message>
    <message>
        <source>The name that its makers wrote into it.</source>
        <translation>Der Name, den die Hersteller hineingeschrieben haben.</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>The architecture: which blocks the model is built of.</source>
        <translation>Die Architektur: aus welchen Blöcken das Modell aufgebaut ist.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>How many numbers the model has learnt. They stay as they are; the adapter is added.</source>
        <translation>Wie viele Zahlen das Modell gelernt hat. Sie bleiben, wie sie sind; der Adapter kommt hinzu.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>%1 × %2 wide</source>
        <extracomment>number of layers and width of each: 30 × 576 wide</extracomment>
        <translation>%1 × %2 breit</translation>
    </message>
    <message>
        <source>Blocks one after the other, and the width of a token between them.</source>
        <translation>Blöcke hintereinander und die Breite eines Tokens zwischen ihnen.</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>Feed-Forward</translation>
    </message>
    <message>
        <source>%1 wide</source>
        <translation>%1 breit</translation>
    </message>
    <message>
        <source>Features between up and down in each layer.</source>
        <translation>Merkmale zwischen Up und Down in jeder Schicht.</translation>
    </message>
    <message>
        <source>Heads</source>
        <extracomment>attention heads</extracomment>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>%1, %2 for keys and values</source>
        <translation>%1, %2 für Keys und Values</translation>
    </message>
    <message>
        <source>Attention looks in this many ways at once; fewer key and value heads save memory.</source>
        <translation>Auf so viele Arten zugleich blickt die Attention; weniger Key- und Value-Köpfe sparen Speicher.</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>The pieces of text that the model reads and writes.</source>
        <translation>Die Textstücke, die das Modell liest und schreibt.</translation>
    </message>
    <message>
        <source>Context</source>
        <extracomment>context length</extracomment>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>The longest text that the model was made for.</source>
        <translation>Der längste Text, für den das Modell gemacht ist.</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <extracomment>number of tensors and their type: 210 × Q4_1</extracomment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging-Face-Ordner</translation>
    </message>
    <message>
        <source>How the model lies on disk. It is read, never written.</source>
        <translation>Wie das Modell auf der Festplatte liegt. Es wird gelesen, nie beschrieben.</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Auf der Festplatte</translation>
    </message>
    <message>
        <source>Bytes of weights. They are mapped, not loaded, until training starts.</source>
        <translation>Größe der Gewichte in Bytes. Bis zum Trainingsstart werden sie nur eingeblendet, nicht geladen.</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>How the weights are stored. Types with a Q are quantised: several weights share a scale.</source>
        <translation>Wie die Gewichte gespeichert sind. Typen mit Q sind quantisiert: Mehrere Gewichte teilen sich einen Skalenfaktor.</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>Cuts text into tokens. Without one, data cannot be prepared.</source>
        <translation>Zerlegt Text in Tokens. Ohne ihn lassen sich Daten nicht vorbereiten.</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chat-Vorlage</translation>
    </message>
    <message>
        <source>none; ChatML is used</source>
        <translation>keine; ChatML wird verwendet</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>How the model expects a conversation to be written down.</source>
        <translation>Wie das Modell ein Gespräch aufgeschrieben erwartet.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>the model does not say</source>
        <translation>das Modell nennt keine</translation>
    </message>
    <message>
        <source>What the model&apos;s makers allow, as its file states it.</source>
        <translation>Was die Hersteller des Modells erlauben, laut Angabe in seiner Datei.</translation>
    </message>
</context>
<context>
    <name>NumberWords</name>
    <message>
        <source>%1 B</source>
        <extracomment>thousand millions: the size of a model is written 7 B, short for billion</extracomment>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <extracomment>millions</extracomment>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>a share in per cent; English sets it with a space</extracomment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ProgramPageWords</name>
    <message>
        <source>what</source>
        <translation>was</translation>
    </message>
    <message>
        <source>where</source>
        <translation>wo</translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation>Ihre Projekte</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>Dieses Projekt</translation>
    </message>
    <message>
        <source>none is open</source>
        <translation>keines ist geöffnet</translation>
    </message>
    <message>
        <source>Its runs</source>
        <translation>Seine Läufe</translation>
    </message>
    <message>
        <source>`runs/run-0001` and on, within the project</source>
        <translation>`runs/run-0001` und folgende, im Projekt</translation>
    </message>
    <message>
        <source>Index of projects and runs</source>
        <translation>Index der Projekte und Läufe</translation>
    </message>
    <message>
        <source>Settings of the window</source>
        <translation>Einstellungen des Fensters</translation>
    </message>
    <message>
        <source>Base model that comes along</source>
        <translation>Mitgeliefertes Basismodell</translation>
    </message>
    <message>
        <source>The worker</source>
        <translation>Das Rechenprogramm</translation>
    </message>
    <message>
        <source>Where files live</source>
        <translation>Wo die Dateien liegen</translation>
    </message>
    <message>
        <source>A run is a folder: what was asked (`spec.json`), what happened (`events.jsonl`), its checkpoints and its result. Copy or archive it as it is.</source>
        <translation>Ein Lauf ist ein Ordner: was verlangt wurde (`spec.json`), was geschah (`events.jsonl`), seine Checkpoints und sein Ergebnis. Kopieren oder archivieren Sie ihn, wie er ist.</translation>
    </message>
    <message>
        <source>The index can be made again from the folders: `lora-studio --rebuild-index`. Nothing is sent anywhere.</source>
        <translation>Der Index lässt sich aus den Ordnern neu aufbauen: `lora-studio --rebuild-index`. Nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation>Info und Lizenzen</translation>
    </message>
    <message>
        <source>LoRA Studio %1 trains low-rank adapters for language models on this machine, with or without a GPU.</source>
        <translation>LoRA Studio %1 trainiert Low-Rank-Adapter für Sprachmodelle auf diesem Computer, mit oder ohne GPU.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>The window is free software under the GNU General Public License, version 3 or later; the worker, the core and the kernels are under the Apache License 2.0.</source>
        <translation>Das Fenster ist freie Software unter der GNU General Public License, Version 3 oder neuer; das Rechenprogramm, der Kern und die Kernels stehen unter der Apache License 2.0.</translation>
    </message>
    <message>
        <source>It stands on Qt (LGPL-3.0), QCustomPlot (GPL-3.0), LibTorch (BSD-3-Clause), SQLite (public domain) with SQLiteCpp (MIT), nlohmann/json (MIT), PCRE2 (BSD), spdlog (MIT), CLI11 (BSD-3-Clause) and OpenSSL (Apache-2.0). The base model that comes along, SmolLM2-135M-Instruct, is under the Apache License 2.0.</source>
        <translation>Es baut auf Qt (LGPL-3.0), QCustomPlot (GPL-3.0), LibTorch (BSD-3-Clause), SQLite (gemeinfrei) mit SQLiteCpp (MIT), nlohmann/json (MIT), PCRE2 (BSD), spdlog (MIT), CLI11 (BSD-3-Clause) und OpenSSL (Apache-2.0) auf. Das mitgelieferte Basismodell, SmolLM2-135M-Instruct, steht unter der Apache License 2.0.</translation>
    </message>
    <message>
        <source>The texts of everything inside:</source>
        <translation>Die Lizenztexte aller Bestandteile:</translation>
    </message>
</context>
<context>
    <name>RankGridWords</name>
    <message>
        <source>rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>ranks %1 to %2</source>
        <translation>Ränge %1 bis %2</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>1 module</source>
        <translation>1 Modul</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 Module</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 Schichten</translation>
    </message>
    <message>
        <source>%1 of %2 modules</source>
        <translation>%1 von %2 Modulen</translation>
    </message>
    <message>
        <source>Query: what each token asks of the tokens before it.</source>
        <translation>Query: was jedes Token von den Tokens vor ihm wissen will.</translation>
    </message>
    <message>
        <source>Key: what each token offers to be found by.</source>
        <translation>Key: was jedes Token anbietet, um gefunden zu werden.</translation>
    </message>
    <message>
        <source>Value: what a token hands on once it has been found.</source>
        <translation>Value: was ein Token weitergibt, sobald es gefunden ist.</translation>
    </message>
    <message>
        <source>Output: mixes what the attention heads have gathered.</source>
        <translation>Output: mischt, was die Attention-Köpfe gesammelt haben.</translation>
    </message>
    <message>
        <source>Gate: decides which features of the feed-forward part are let through.</source>
        <translation>Gate: entscheidet, welche Merkmale des Feed-Forward-Teils durchgelassen werden.</translation>
    </message>
    <message>
        <source>Up: widens each token into the features of the feed-forward part.</source>
        <translation>Up: weitet jedes Token zu den Merkmalen des Feed-Forward-Teils auf.</translation>
    </message>
    <message>
        <source>Down: brings the features back to the model&apos;s width.</source>
        <translation>Down: bringt die Merkmale auf die Breite des Modells zurück.</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>falling</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>not falling yet</source>
        <translation>noch nicht fallend</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>level</source>
        <extracomment>the loss neither falls nor rises</extracomment>
        <translation>gleichbleibend</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 von %2 Schritten</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>best hold-out loss %1</source>
        <translation>bester Prüfverlust %1</translation>
    </message>
    <message>
        <source>hold-out loss %1 → %2</source>
        <translation>Prüfverlust %1 → %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>starting</source>
        <extracomment>states of a run, in a table and after its name: run-0007, finished</extracomment>
        <translation>startet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Preparing the data</source>
        <translation>Daten werden vorbereitet</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training läuft</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Prüfverlust wird berechnet</translation>
    </message>
    <message>
        <source>Writing samples</source>
        <translation>Proben werden geschrieben</translation>
    </message>
    <message>
        <source>Saving a checkpoint</source>
        <translation>Checkpoint wird gespeichert</translation>
    </message>
    <message>
        <source>The worker is starting</source>
        <translation>Das Rechenprogramm startet</translation>
    </message>
    <message>
        <source>Loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>Loss %1, %2</source>
        <translation>Verlust %1, %2</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <extracomment>%1 is &quot;41 of 120 steps&quot;, %2 a duration: 2 min 10 s</extracomment>
        <translation>%1, noch %2</translation>
    </message>
    <message>
        <source>Paused after %1</source>
        <translation>Angehalten nach %1</translation>
    </message>
    <message>
        <source>Interrupted after %1</source>
        <translation>Unterbrochen nach %1</translation>
    </message>
    <message>
        <source>Stopped by an error after %1</source>
        <translation>Durch einen Fehler beendet nach %1</translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation>Beendet nach %1</translation>
    </message>
    <message>
        <source>Finished: %1</source>
        <extracomment>%1 is &quot;hold-out loss 4.25 → 1.71; 120 of 120 steps in 1 min 38 s&quot;</extracomment>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>No checkpoint was written before.</source>
        <translation>Zuvor wurde kein Checkpoint geschrieben.</translation>
    </message>
    <message>
        <source>The last good checkpoint is of step %1; Compare and Export can use it.</source>
        <translation>Der letzte gute Checkpoint ist der von Schritt %1; „Vergleich“ und „Export“ können ihn verwenden.</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>Der Lauf ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The worker crashed before its first checkpoint. Resume starts again from step 0.</source>
        <translation>Das Rechenprogramm ist vor seinem ersten Checkpoint abgestürzt. „Fortsetzen“ beginnt wieder bei Schritt 0.</translation>
    </message>
    <message>
        <source>The worker crashed in mid-run. Resume goes on from the checkpoint of step %1 as if nothing had happened.</source>
        <translation>Das Rechenprogramm ist mitten im Lauf abgestürzt. „Fortsetzen“ macht beim Checkpoint von Schritt %1 weiter, als wäre nichts geschehen.</translation>
    </message>
    <message>
        <source>The worker ended before its first checkpoint. Resume starts again from step 0.</source>
        <translation>Das Rechenprogramm endete vor seinem ersten Checkpoint. „Fortsetzen“ beginnt wieder bei Schritt 0.</translation>
    </message>
    <message>
        <source>The worker ended in mid-run. Resume goes on from the checkpoint of step %1 as if nothing had happened.</source>
        <translation>Das Rechenprogramm endete mitten im Lauf. „Fortsetzen“ macht beim Checkpoint von Schritt %1 weiter, als wäre nichts geschehen.</translation>
    </message>
    <message>
        <source>Log, below, names its report.</source>
        <translation>„Protokoll“, unten, nennt den Bericht dazu.</translation>
    </message>
    <message>
        <source>The hold-out loss has been rising since step %1: the adapter is learning its examples by heart. Stop now and use the best checkpoint, or train for fewer epochs.</source>
        <translation>Der Prüfverlust steigt seit Schritt %1: Der Adapter lernt seine Beispiele auswendig. Beenden Sie jetzt und verwenden Sie den besten Checkpoint, oder trainieren Sie weniger Epochen.</translation>
    </message>
    <message>
        <source>The loss has not moved for %1 steps: the learning rate (%2) may be too small. Stop, raise it threefold and start again.</source>
        <translation>Der Verlust hat sich seit %1 Schritten nicht bewegt: Die Lernrate (%2) ist vielleicht zu klein. Beenden Sie den Lauf, verdreifachen Sie sie und starten Sie neu.</translation>
    </message>
    <message>
        <source>The worker refused the last request: %1</source>
        <translation>Das Rechenprogramm hat die letzte Anfrage abgelehnt: %1</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <extracomment>two parts of a sentence: &quot;Loss 1.84, falling; 41 of 120 steps&quot;</extracomment>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 is &quot;120 of 120 steps&quot;, %2 a duration</extracomment>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>VariantWords</name>
    <message>
        <source>%1, step %2 (best)</source>
        <translation>%1, Schritt %2 (bester)</translation>
    </message>
    <message>
        <source>%1, step %2 (last)</source>
        <translation>%1, Schritt %2 (letzter)</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1, Schritt %2</translation>
    </message>
    <message>
        <source>%1, result</source>
        <translation>%1, Ergebnis</translation>
    </message>
    <message>
        <source>Base</source>
        <extracomment>the base model itself, without an adapter, as one of those that answer</extracomment>
        <translation>Basis</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Answer requests as JSON lines on stdin and stdout, for the window</source>
        <translation>Anfragen als JSON-Zeilen über stdin und stdout beantworten, für das Fenster</translation>
    </message>
    <message>
        <source>A variant must be an object</source>
        <translation>Eine Variante muss ein Objekt sein</translation>
    </message>
    <message>
        <source>An adapter must be an object</source>
        <translation>Ein Adapter muss ein Objekt sein</translation>
    </message>
    <message>
        <source>Close other programs or choose a smaller model</source>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell</translation>
    </message>
    <message>
        <source>Install both programs from the same release</source>
        <translation>Installieren Sie beide Programme aus derselben Version</translation>
    </message>
    <message>
        <source>The request was cancelled</source>
        <translation>Die Anfrage wurde abgebrochen</translation>
    </message>
    <message>
        <source>There is no variant to answer</source>
        <translation>Es gibt keine Variante, die antworten könnte</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Zu wenig Speicher</translation>
    </message>
    <message>
        <source>Unknown request &quot;%1&quot;</source>
        <translation>Unbekannte Anfrage „%1“</translation>
    </message>
    <message>
        <source>A request must be a JSON object</source>
        <translation>Eine Anfrage muss ein JSON-Objekt sein</translation>
    </message>
    <message>
        <source>Another request has this id</source>
        <translation>Eine andere Anfrage hat diese id</translation>
    </message>
    <message>
        <source>Name a new folder for the run</source>
        <translation>Nennen Sie einen neuen Ordner für den Lauf</translation>
    </message>
    <message>
        <source>This folder is not empty</source>
        <translation>Dieser Ordner ist nicht leer</translation>
    </message>
    <message>
        <source>A required field is missing</source>
        <translation>Ein Pflichtfeld fehlt</translation>
    </message>
    <message>
        <source>Check for a missing quote, comma or bracket there</source>
        <translation>Prüfen Sie, ob dort ein Anführungszeichen, ein Komma oder eine Klammer fehlt</translation>
    </message>
    <message>
        <source>Check its spelling, or remove it</source>
        <translation>Prüfen Sie die Schreibweise oder entfernen Sie es</translation>
    </message>
    <message>
        <source>Expected a JSON object</source>
        <translation>Ein JSON-Objekt wurde erwartet</translation>
    </message>
    <message>
        <source>Expected a list</source>
        <translation>Eine Liste wurde erwartet</translation>
    </message>
    <message>
        <source>Expected a list of texts</source>
        <translation>Eine Liste von Texten wurde erwartet</translation>
    </message>
    <message>
        <source>Expected a list of whole numbers</source>
        <translation>Eine Liste ganzer Zahlen wurde erwartet</translation>
    </message>
    <message>
        <source>Expected a number</source>
        <translation>Eine Zahl wurde erwartet</translation>
    </message>
    <message>
        <source>Expected a whole number</source>
        <translation>Eine ganze Zahl wurde erwartet</translation>
    </message>
    <message>
        <source>Expected text</source>
        <translation>Text wurde erwartet</translation>
    </message>
    <message>
        <source>Expected true or false</source>
        <translation>true oder false wurde erwartet</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2</source>
        <translation>Geben Sie eine ganze Zahl von %1 bis %2 an</translation>
    </message>
    <message>
        <source>The number %1 is out of range</source>
        <translation>Die Zahl %1 liegt außerhalb des erlaubten Bereichs</translation>
    </message>
    <message>
        <source>This JSON cannot be read: %1</source>
        <translation>Dieses JSON lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>This field is not known</source>
        <translation>Dieses Feld ist nicht bekannt</translation>
    </message>
    <message>
        <source>This is not valid JSON</source>
        <translation>Das ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>The log file cannot be opened: %1</source>
        <translation>Die Protokolldatei lässt sich nicht öffnen: %1</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>Prüfen Sie den Pfad</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Wählen Sie eine Datei</translation>
    </message>
    <message>
        <source>Choose a folder you may write to, or change its permissions</source>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen, oder ändern Sie seine Zugriffsrechte</translation>
    </message>
    <message>
        <source>Failed while %1: %2</source>
        <translation>Fehler beim %1: %2</translation>
    </message>
    <message>
        <source>Free some space and try again</source>
        <translation>Geben Sie Speicherplatz frei und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>Not allowed while %1</source>
        <translation>Keine Berechtigung beim %1</translation>
    </message>
    <message>
        <source>The disk is full while %1</source>
        <translation>Der Datenträger ist voll beim %1</translation>
    </message>
    <message>
        <source>The file is larger than the limit</source>
        <translation>Die Datei ist größer als die Grenze</translation>
    </message>
    <message>
        <source>The file is larger than the limit of %1 MB</source>
        <translation>Die Datei ist größer als die Grenze von %1 MB</translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation>Diese Datei oder diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>This is a folder, a file was expected</source>
        <translation>Das ist ein Ordner, eine Datei wurde erwartet</translation>
    </message>
    <message>
        <source>This is not a regular file</source>
        <translation>Das ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>appending to a file</source>
        <translation>Anhängen an eine Datei</translation>
    </message>
    <message>
        <source>creating a file</source>
        <translation>Anlegen einer Datei</translation>
    </message>
    <message>
        <source>creating a folder</source>
        <translation>Anlegen eines Ordners</translation>
    </message>
    <message>
        <source>creating a temporary folder</source>
        <translation>Anlegen eines temporären Ordners</translation>
    </message>
    <message>
        <source>flushing to disk</source>
        <translation>Schreiben auf den Datenträger</translation>
    </message>
    <message>
        <source>locking a file</source>
        <translation>Sperren einer Datei</translation>
    </message>
    <message>
        <source>mapping a file into memory</source>
        <translation>Einblenden einer Datei in den Speicher</translation>
    </message>
    <message>
        <source>opening a file</source>
        <translation>Öffnen einer Datei</translation>
    </message>
    <message>
        <source>opening a file to lock it</source>
        <translation>Öffnen einer Datei zum Sperren</translation>
    </message>
    <message>
        <source>opening a lock file</source>
        <translation>Öffnen einer Sperrdatei</translation>
    </message>
    <message>
        <source>reading a file</source>
        <translation>Lesen einer Datei</translation>
    </message>
    <message>
        <source>writing a file</source>
        <translation>Schreiben einer Datei</translation>
    </message>
    <message>
        <source>cutting a file</source>
        <translation>Kürzen einer Datei</translation>
    </message>
    <message>
        <source>A program could not be started</source>
        <translation>Ein Programm konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>starting a program</source>
        <translation>Starten eines Programms</translation>
    </message>
    <message>
        <source>Processors from Intel since 2013 (Haswell) and AMD since 2015 have what is needed</source>
        <translation>Prozessoren von Intel seit 2013 (Haswell) und von AMD seit 2015 bringen das Nötige mit</translation>
    </message>
    <message>
        <source>This processor is too old for LoRA Studio: it lacks %1</source>
        <translation>Dieser Prozessor ist zu alt für LoRA Studio: Ihm fehlt %1</translation>
    </message>
    <message>
        <source>This is a bug in LoRA Studio; please report it</source>
        <translation>Das ist ein Fehler in LoRA Studio; bitte melden Sie ihn</translation>
    </message>
    <message>
        <source>Cancelled while reading a file</source>
        <translation>Beim Lesen einer Datei abgebrochen</translation>
    </message>
    <message>
        <source>A model of drawn weights has no tokenizer</source>
        <translation>Ein Modell mit Zufallsgewichten hat keinen Tokenizer</translation>
    </message>
    <message>
        <source>A vector is expanded as a whole</source>
        <translation>Ein Vektor wird als Ganzes entpackt</translation>
    </message>
    <message>
        <source>Check the path of the base model</source>
        <translation>Prüfen Sie den Pfad des Basismodells</translation>
    </message>
    <message>
        <source>Download tokenizer.json into the folder, beside config.json</source>
        <translation>Laden Sie tokenizer.json in den Ordner herunter, neben config.json</translation>
    </message>
    <message>
        <source>Rows outside the tensor were asked for</source>
        <translation>Es wurden Zeilen außerhalb des Tensors angefordert</translation>
    </message>
    <message>
        <source>The model has no tensor %1</source>
        <translation>Das Modell hat keinen Tensor %1</translation>
    </message>
    <message>
        <source>The model has no tokenizer: tokenizer.json is missing</source>
        <translation>Das Modell hat keinen Tokenizer: tokenizer.json fehlt</translation>
    </message>
    <message>
        <source>A matrix quantised by bitsandbytes cannot be read: %1</source>
        <translation>Eine mit bitsandbytes quantisierte Matrix lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>Choose a version of the model in nf4 or int8, or unquantised</source>
        <translation>Wählen Sie eine Fassung des Modells in nf4 oder int8 oder eine nicht quantisierte</translation>
    </message>
    <message>
        <source>Choose the model&apos;s unquantised folder, its GGUF file, or one that bitsandbytes quantised to nf4 or int8</source>
        <translation>Wählen Sie den nicht quantisierten Ordner des Modells, seine GGUF-Datei oder eine mit bitsandbytes in nf4 oder int8 quantisierte Fassung</translation>
    </message>
    <message>
        <source>Download the model again, or choose its unquantised folder</source>
        <translation>Laden Sie das Modell erneut herunter oder wählen Sie seinen nicht quantisierten Ordner</translation>
    </message>
    <message>
        <source>Models quantised by &quot;%1&quot; are not supported</source>
        <translation>Mit „%1“ quantisierte Modelle werden nicht unterstützt</translation>
    </message>
    <message>
        <source>Of bitsandbytes&apos; four-bit types only nf4 is supported</source>
        <translation>Von den 4-Bit-Typen von bitsandbytes wird nur nf4 unterstützt</translation>
    </message>
    <message>
        <source>SCB does not hold one float32 a row</source>
        <translation>SCB enthält nicht genau einen float32-Wert je Zeile</translation>
    </message>
    <message>
        <source>The configuration does not belong to these weights: download both again</source>
        <translation>Die Konfiguration gehört nicht zu diesen Gewichten: Laden Sie beide erneut herunter</translation>
    </message>
    <message>
        <source>The model is incomplete or of another kind: download it again</source>
        <translation>Das Modell ist unvollständig oder von anderer Art: Laden Sie es erneut herunter</translation>
    </message>
    <message>
        <source>The model lacks the tensor %1</source>
        <translation>Dem Modell fehlt der Tensor %1</translation>
    </message>
    <message>
        <source>The tensor %1 has the shape %2, the configuration says %3</source>
        <translation>Der Tensor %1 hat die Form %2, die Konfiguration nennt %3</translation>
    </message>
    <message>
        <source>The tensor %1 holds %2, not weights</source>
        <translation>Der Tensor %1 enthält %2, keine Gewichte</translation>
    </message>
    <message>
        <source>Use a version of the model in float32, float16 or bfloat16</source>
        <translation>Verwenden Sie eine Fassung des Modells in float32, float16 oder bfloat16</translation>
    </message>
    <message>
        <source>There is no shape &quot;%1&quot; to draw weights for</source>
        <translation>Es gibt keine Modellform „%1“, für die sich Zufallsgewichte erzeugen lassen</translation>
    </message>
    <message>
        <source>Write random:8b, random:135m or random:tiny, and :nf4 behind it for four-bit weights</source>
        <translation>Schreiben Sie random:8b, random:135m oder random:tiny, und :nf4 dahinter für 4-Bit-Gewichte</translation>
    </message>
    <message>
        <source>Reading the weights was cancelled</source>
        <translation>Das Lesen der Gewichte wurde abgebrochen</translation>
    </message>
    <message>
        <source>The model is damaged: download it again, or choose another version of it</source>
        <translation>Das Modell ist beschädigt: Laden Sie es erneut herunter oder wählen Sie eine andere Fassung</translation>
    </message>
    <message>
        <source>The weights hold a value that is not a number (NaN or infinity)</source>
        <translation>Die Gewichte enthalten einen Wert, der keine Zahl ist (NaN oder unendlich)</translation>
    </message>
    <message>
        <source>%1 attention heads cannot share %2 key and value heads</source>
        <translation>%1 Attention-Köpfe können sich nicht %2 Key- und Value-Köpfe teilen</translation>
    </message>
    <message>
        <source>The configuration is damaged: download it again</source>
        <translation>Die Konfiguration ist beschädigt: Laden Sie sie erneut herunter</translation>
    </message>
    <message>
        <source>The width of an attention head is %1, an even number was expected</source>
        <translation>Die Breite eines Attention-Kopfes ist %1, eine gerade Zahl wurde erwartet</translation>
    </message>
    <message>
        <source>Choose a GGUF file of a language model of the Llama family</source>
        <translation>Wählen Sie eine GGUF-Datei eines Sprachmodells der Llama-Familie</translation>
    </message>
    <message>
        <source>Choose a dense model of the Llama family</source>
        <translation>Wählen Sie ein dichtes Modell der Llama-Familie</translation>
    </message>
    <message>
        <source>Choose a model of the Llama family, such as SmolLM2 or Llama 3</source>
        <translation>Wählen Sie ein Modell der Llama-Familie, etwa SmolLM2 oder Llama 3</translation>
    </message>
    <message>
        <source>Choose a model with linear, yarn or no scaling</source>
        <translation>Wählen Sie ein Modell mit linear- oder yarn-Skalierung oder ohne Skalierung</translation>
    </message>
    <message>
        <source>Choose another model of the Llama family</source>
        <translation>Wählen Sie ein anderes Modell der Llama-Familie</translation>
    </message>
    <message>
        <source>Choose the folder that holds it, with config.json and the weights</source>
        <translation>Wählen Sie den Ordner, der sie enthält, mit config.json und den Gewichten</translation>
    </message>
    <message>
        <source>Join them with llama.cpp&apos;s llama-gguf-split --merge, and choose the joined file</source>
        <translation>Fügen Sie sie mit llama-gguf-split --merge von llama.cpp zusammen und wählen Sie die zusammengefügte Datei</translation>
    </message>
    <message>
        <source>Models with experts (mixture of experts) are not supported</source>
        <translation>Modelle mit Experten (Mixture of Experts) werden nicht unterstützt</translation>
    </message>
    <message>
        <source>The field %1 is %2, 1 to %3 was expected</source>
        <translation>Das Feld %1 ist %2, erwartet wurde 1 bis %3</translation>
    </message>
    <message>
        <source>The field %1 is missing</source>
        <translation>Das Feld %1 fehlt</translation>
    </message>
    <message>
        <source>The field %1 is not a number above 0</source>
        <translation>Das Feld %1 ist keine Zahl über 0</translation>
    </message>
    <message>
        <source>The field %1 is not one whole number</source>
        <translation>Das Feld %1 ist keine einzelne ganze Zahl</translation>
    </message>
    <message>
        <source>The file does not say what model it holds: general.architecture is missing</source>
        <translation>Die Datei sagt nicht, welches Modell sie enthält: general.architecture fehlt</translation>
    </message>
    <message>
        <source>The file is damaged: download it again</source>
        <translation>Die Datei ist beschädigt: Laden Sie sie erneut herunter</translation>
    </message>
    <message>
        <source>The header is damaged: download the file again</source>
        <translation>Der Dateikopf ist beschädigt: Laden Sie die Datei erneut herunter</translation>
    </message>
    <message>
        <source>The model family &quot;%1&quot; is not supported</source>
        <translation>Die Modellfamilie „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The model is of another kind: choose another version of it</source>
        <translation>Das Modell ist von anderer Art: Wählen Sie eine andere Fassung</translation>
    </message>
    <message>
        <source>The model is split over several GGUF files</source>
        <translation>Das Modell ist auf mehrere GGUF-Dateien verteilt</translation>
    </message>
    <message>
        <source>The model lacks the tensor token_embd.weight</source>
        <translation>Dem Modell fehlt der Tensor token_embd.weight</translation>
    </message>
    <message>
        <source>The model turns or widens only a part of each attention head, which is not supported</source>
        <translation>Das Modell dreht oder weitet nur einen Teil jedes Attention-Kopfes, das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The position scaling &quot;%1&quot; is not supported</source>
        <translation>Die Positionsskalierung „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The tensor rope_freqs.weight does not fit the model</source>
        <translation>Der Tensor rope_freqs.weight passt nicht zum Modell</translation>
    </message>
    <message>
        <source>The tensor rope_freqs.weight holds a value that is not above 0</source>
        <translation>Der Tensor rope_freqs.weight enthält einen Wert, der nicht über 0 liegt</translation>
    </message>
    <message>
        <source>The vocabulary and the embedding disagree: %1 rows of weights</source>
        <translation>Vokabular und Embedding stimmen nicht überein: %1 Zeilen Gewichte</translation>
    </message>
    <message>
        <source>The width %1 does not divide by %2 attention heads</source>
        <translation>Die Breite %1 ist nicht durch %2 Attention-Köpfe teilbar</translation>
    </message>
    <message>
        <source>This is one file of a Hugging Face folder</source>
        <translation>Das ist eine einzelne Datei eines Hugging-Face-Ordners</translation>
    </message>
    <message>
        <source>Choose a model whose activation is silu</source>
        <translation>Wählen Sie ein Modell mit der Aktivierung silu</translation>
    </message>
    <message>
        <source>Choose a model with linear, dynamic, llama3, yarn or no scaling</source>
        <translation>Wählen Sie ein Modell mit linear-, dynamic-, llama3- oder yarn-Skalierung oder ohne Skalierung</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Wählen Sie ein anderes Modell</translation>
    </message>
    <message>
        <source>Choose the folder of a language model</source>
        <translation>Wählen Sie den Ordner eines Sprachmodells</translation>
    </message>
    <message>
        <source>Download config.json again, or choose another model</source>
        <translation>Laden Sie config.json erneut herunter oder wählen Sie ein anderes Modell</translation>
    </message>
    <message>
        <source>The activation &quot;%1&quot; is not supported</source>
        <translation>Die Aktivierung „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The field model_type is missing</source>
        <translation>Das Feld model_type fehlt</translation>
    </message>
    <message>
        <source>Turning a part of each head is not supported</source>
        <translation>Nur einen Teil jedes Kopfes zu drehen wird nicht unterstützt</translation>
    </message>
    <message>
        <source>Yarn without truncation is not supported</source>
        <translation>Yarn ohne Truncation wird nicht unterstützt</translation>
    </message>
    <message>
        <source>Choose a folder with config.json and model.safetensors, or a GGUF file</source>
        <translation>Wählen Sie einen Ordner mit config.json und model.safetensors oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>Download model.safetensors.index.json again</source>
        <translation>Laden Sie model.safetensors.index.json erneut herunter</translation>
    </message>
    <message>
        <source>Download them; weights in other formats (pytorch_model.bin) are not read</source>
        <translation>Laden Sie sie herunter; Gewichte in anderen Formaten (pytorch_model.bin) werden nicht gelesen</translation>
    </message>
    <message>
        <source>The folder holds no config.json, so it is no Hugging Face model</source>
        <translation>Der Ordner enthält keine config.json und ist daher kein Hugging-Face-Modell</translation>
    </message>
    <message>
        <source>The folder lacks the weights %1</source>
        <translation>Dem Ordner fehlen die Gewichte %1</translation>
    </message>
    <message>
        <source>The index names a file that is no safetensors file of this folder</source>
        <translation>Der Index nennt eine Datei, die keine safetensors-Datei dieses Ordners ist</translation>
    </message>
    <message>
        <source>The index of the weights is not a JSON object with a weight_map</source>
        <translation>Der Index der Gewichte ist kein JSON-Objekt mit weight_map</translation>
    </message>
    <message>
        <source>A part of the checkpoint has another size than its seal says</source>
        <translation>Ein Teil des Checkpoints hat eine andere Größe, als sein Siegel angibt</translation>
    </message>
    <message>
        <source>A part of the checkpoint is missing</source>
        <translation>Ein Teil des Checkpoints fehlt</translation>
    </message>
    <message>
        <source>A part of the checkpoint was changed after it was sealed</source>
        <translation>Ein Teil des Checkpoints wurde nach dem Versiegeln geändert</translation>
    </message>
    <message>
        <source>Choose another checkpoint</source>
        <translation>Wählen Sie einen anderen Checkpoint</translation>
    </message>
    <message>
        <source>Resume from an older checkpoint</source>
        <translation>Setzen Sie von einem älteren Checkpoint aus fort</translation>
    </message>
    <message>
        <source>This checkpoint is not sealed: it was never finished</source>
        <translation>Dieser Checkpoint ist nicht versiegelt: Er wurde nie fertiggestellt</translation>
    </message>
    <message>
        <source>This is not a file name</source>
        <translation>Das ist kein Dateiname</translation>
    </message>
    <message>
        <source>listing a checkpoint</source>
        <translation>Auflisten eines Checkpoints</translation>
    </message>
    <message>
        <source>sealing a checkpoint</source>
        <translation>Versiegeln eines Checkpoints</translation>
    </message>
    <message>
        <source>Use pause, resume, stop, checkpoint or sample</source>
        <translation>Verwenden Sie pause, resume, stop, checkpoint oder sample</translation>
    </message>
    <message>
        <source>These events have format %1, newer than format %2, which is the newest that this program reads</source>
        <translation>Diese Ereignisse haben Format %1, neuer als Format %2, das neueste, das dieses Programm liest</translation>
    </message>
    <message>
        <source>Update LoRA Studio</source>
        <translation>Aktualisieren Sie LoRA Studio</translation>
    </message>
    <message>
        <source>Choose another folder, or resume the run</source>
        <translation>Wählen Sie einen anderen Ordner oder setzen Sie den Lauf fort</translation>
    </message>
    <message>
        <source>Choose the folder of a run</source>
        <translation>Wählen Sie den Ordner eines Laufs</translation>
    </message>
    <message>
        <source>There is no such run folder</source>
        <translation>Diesen Lauf-Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>This folder already holds a run</source>
        <translation>Dieser Ordner enthält bereits einen Lauf</translation>
    </message>
    <message>
        <source>This folder holds no run: spec.json is missing</source>
        <translation>Dieser Ordner enthält keinen Lauf: spec.json fehlt</translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation>Meinten Sie „%1“?</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen Sie es</translation>
    </message>
    <message>
        <source>The rank %1 is out of range</source>
        <translation>Der Rang %1 liegt außerhalb des erlaubten Bereichs</translation>
    </message>
    <message>
        <source>This spec has format %1, newer than format %2, which is the newest that this program reads</source>
        <translation>Diese Spezifikation hat Format %1, neuer als Format %2, das neueste, das dieses Programm liest</translation>
    </message>
    <message>
        <source>A data path is empty</source>
        <translation>Ein Datenpfad ist leer</translation>
    </message>
    <message>
        <source>A sample must have at least one token</source>
        <translation>Eine Probe muss mindestens ein Token haben</translation>
    </message>
    <message>
        <source>AdamW&apos;s betas must be at least 0 and below 1</source>
        <translation>Die Betas von AdamW müssen mindestens 0 und kleiner als 1 sein</translation>
    </message>
    <message>
        <source>AdamW&apos;s epsilon must be above zero</source>
        <translation>Das Epsilon von AdamW muss über null liegen</translation>
    </message>
    <message>
        <source>At least one batch makes a step</source>
        <translation>Ein Schritt besteht aus mindestens einem Batch</translation>
    </message>
    <message>
        <source>At least one checkpoint must be kept</source>
        <translation>Mindestens ein Checkpoint muss behalten werden</translation>
    </message>
    <message>
        <source>Choose a rank of 1 or more, for example 16</source>
        <translation>Wählen Sie einen Rang von 1 oder mehr, zum Beispiel 16</translation>
    </message>
    <message>
        <source>Choose a rank of 1 or more, or leave the module out of target_modules</source>
        <translation>Wählen Sie einen Rang von 1 oder mehr oder lassen Sie das Modul in target_modules weg</translation>
    </message>
    <message>
        <source>Choose at least one of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj</source>
        <translation>Wählen Sie mindestens eines von q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj</translation>
    </message>
    <message>
        <source>Choose lora</source>
        <translation>Wählen Sie lora</translation>
    </message>
    <message>
        <source>Choose messages, alpaca, sharegpt, prompt_completion or text, or leave it empty</source>
        <translation>Wählen Sie messages, alpaca, sharegpt, prompt_completion oder text, oder lassen Sie es leer</translation>
    </message>
    <message>
        <source>DoRA is not available</source>
        <translation>DoRA ist nicht verfügbar</translation>
    </message>
    <message>
        <source>Give epochs above 0, or max_steps</source>
        <translation>Geben Sie epochs über 0 oder max_steps an</translation>
    </message>
    <message>
        <source>Intervals in steps must not be negative</source>
        <translation>Abstände in Schritten dürfen nicht negativ sein</translation>
    </message>
    <message>
        <source>Layer %1 does not exist</source>
        <translation>Schicht %1 gibt es nicht</translation>
    </message>
    <message>
        <source>Layers are counted from 0</source>
        <translation>Schichten werden ab 0 gezählt</translation>
    </message>
    <message>
        <source>Name a GGUF file or a Hugging Face folder</source>
        <translation>Nennen Sie eine GGUF-Datei oder einen Hugging-Face-Ordner</translation>
    </message>
    <message>
        <source>Name a file of examples</source>
        <translation>Nennen Sie eine Datei mit Beispielen</translation>
    </message>
    <message>
        <source>Name at least one file of examples</source>
        <translation>Nennen Sie mindestens eine Datei mit Beispielen</translation>
    </message>
    <message>
        <source>No base model is given</source>
        <translation>Es ist kein Basismodell angegeben</translation>
    </message>
    <message>
        <source>No data is given to train on</source>
        <translation>Es sind keine Daten zum Trainieren angegeben</translation>
    </message>
    <message>
        <source>No module is chosen to adapt</source>
        <translation>Es ist kein Modul zum Anpassen gewählt</translation>
    </message>
    <message>
        <source>Sequences of %1 tokens have nothing to learn from</source>
        <translation>Sequenzen von %1 Tokens enthalten nichts zu lernen</translation>
    </message>
    <message>
        <source>Set bias to none</source>
        <translation>Setzen Sie bias auf none</translation>
    </message>
    <message>
        <source>Set use_dora to false</source>
        <translation>Setzen Sie use_dora auf false</translation>
    </message>
    <message>
        <source>The adapter method &quot;%1&quot; is not known</source>
        <translation>Die Adapter-Methode „%1“ ist nicht bekannt</translation>
    </message>
    <message>
        <source>The alpha of &quot;%1&quot; must not be zero</source>
        <translation>Das Alpha von „%1“ darf nicht null sein</translation>
    </message>
    <message>
        <source>The batch must hold at least one example</source>
        <translation>Der Batch muss mindestens ein Beispiel enthalten</translation>
    </message>
    <message>
        <source>The gradient norm limit must not be negative</source>
        <translation>Die Grenze der Gradientennorm darf nicht negativ sein</translation>
    </message>
    <message>
        <source>The held-out share must lie between 0 and 0.9</source>
        <translation>Der zurückgehaltene Anteil muss zwischen 0 und 0,9 liegen</translation>
    </message>
    <message>
        <source>The learning rate must be above zero</source>
        <translation>Die Lernrate muss über null liegen</translation>
    </message>
    <message>
        <source>The number of steps must not be negative</source>
        <translation>Die Anzahl der Schritte darf nicht negativ sein</translation>
    </message>
    <message>
        <source>The number of threads must not be negative</source>
        <translation>Die Anzahl der Threads darf nicht negativ sein</translation>
    </message>
    <message>
        <source>The rank is %1</source>
        <translation>Der Rang ist %1</translation>
    </message>
    <message>
        <source>The rank of &quot;%1&quot; is %2</source>
        <translation>Der Rang von „%1“ ist %2</translation>
    </message>
    <message>
        <source>The warm-up must lie between 0 and 1</source>
        <translation>Die Aufwärmphase muss zwischen 0 und 1 liegen</translation>
    </message>
    <message>
        <source>The weight decay must not be negative</source>
        <translation>Der Weight Decay darf nicht negativ sein</translation>
    </message>
    <message>
        <source>There is nothing to train: no epochs and no steps</source>
        <translation>Es gibt nichts zu trainieren: keine Epochen und keine Schritte</translation>
    </message>
    <message>
        <source>Training biases is not available</source>
        <translation>Das Trainieren von Biases ist nicht verfügbar</translation>
    </message>
    <message>
        <source>Twice the rank is usual</source>
        <translation>Üblich ist das Doppelte des Rangs</translation>
    </message>
    <message>
        <source>%1: it is older</source>
        <translation>%1: Das andere Programm ist älter</translation>
    </message>
    <message>
        <source>%1: this program is older</source>
        <translation>%1: Dieses Programm ist älter</translation>
    </message>
    <message>
        <source>Install lora-studio and lora-worker from the same release</source>
        <translation>Installieren Sie lora-studio und lora-worker aus derselben Version</translation>
    </message>
    <message>
        <source>The first line was not a greeting</source>
        <translation>Die erste Zeile war keine Begrüßung</translation>
    </message>
    <message>
        <source>The other program failed without saying why</source>
        <translation>Das andere Programm ist ohne Angabe von Gründen gescheitert</translation>
    </message>
    <message>
        <source>A paragraph is longer than %1 MB</source>
        <translation>Ein Absatz ist länger als %1 MB</translation>
    </message>
    <message>
        <source>Add an assistant&apos;s turn: it is what is learnt</source>
        <translation>Fügen Sie einen Beitrag des Assistenten hinzu: Nur er wird gelernt</translation>
    </message>
    <message>
        <source>Choose at least one file</source>
        <translation>Wählen Sie mindestens eine Datei</translation>
    </message>
    <message>
        <source>Files of this kind are not read</source>
        <translation>Dateien dieser Art werden nicht gelesen</translation>
    </message>
    <message>
        <source>Give JSON, JSONL, or plain text with the ending .txt</source>
        <translation>Geben Sie JSON, JSONL oder reinen Text mit der Endung .txt an</translation>
    </message>
    <message>
        <source>Give JSONL, one example a line, which has no such limit</source>
        <translation>Geben Sie JSONL an, ein Beispiel je Zeile; dort gilt diese Grenze nicht</translation>
    </message>
    <message>
        <source>Give a JSON list, or JSONL</source>
        <translation>Geben Sie eine JSON-Liste oder JSONL an</translation>
    </message>
    <message>
        <source>Give a list of examples, or an object with one list</source>
        <translation>Geben Sie eine Liste von Beispielen oder ein Objekt mit einer einzigen Liste an</translation>
    </message>
    <message>
        <source>Give at least one example</source>
        <translation>Geben Sie mindestens ein Beispiel an</translation>
    </message>
    <message>
        <source>Mend this line, or go on with the rows that can be read</source>
        <translation>Berichtigen Sie diese Zeile oder machen Sie mit den lesbaren Zeilen weiter</translation>
    </message>
    <message>
        <source>Mend this row, or go on with the rows that can be read</source>
        <translation>Berichtigen Sie diese Zeile oder machen Sie mit den lesbaren Zeilen weiter</translation>
    </message>
    <message>
        <source>No data file was given</source>
        <translation>Es wurde keine Datendatei angegeben</translation>
    </message>
    <message>
        <source>Part examples with an empty line</source>
        <translation>Trennen Sie Beispiele durch eine Leerzeile</translation>
    </message>
    <message>
        <source>Remove it, or fill it in</source>
        <translation>Entfernen Sie es oder füllen Sie es aus</translation>
    </message>
    <message>
        <source>The assistant says nothing in this conversation</source>
        <translation>Der Assistent sagt in diesem Gespräch nichts</translation>
    </message>
    <message>
        <source>The example is empty</source>
        <translation>Das Beispiel ist leer</translation>
    </message>
    <message>
        <source>The file holds no example</source>
        <translation>Die Datei enthält kein Beispiel</translation>
    </message>
    <message>
        <source>The file holds no list of examples</source>
        <translation>Die Datei enthält keine Liste von Beispielen</translation>
    </message>
    <message>
        <source>The file holds several lists, so the examples cannot be told</source>
        <translation>Die Datei enthält mehrere Listen, die Beispiele lassen sich daher nicht erkennen</translation>
    </message>
    <message>
        <source>The file is plain text, not %1</source>
        <translation>Die Datei ist reiner Text, nicht %1</translation>
    </message>
    <message>
        <source>The file starts with a byte order mark, which is passed over</source>
        <translation>Die Datei beginnt mit einer Byte-Reihenfolge-Marke (BOM), die übergangen wird</translation>
    </message>
    <message>
        <source>The line is not valid JSON</source>
        <translation>Die Zeile ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>The row is not a JSON object</source>
        <translation>Die Zeile ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>This file&apos;s format is %1, the first file&apos;s is %2</source>
        <translation>Das Format dieser Datei ist %1, das der ersten Datei %2</translation>
    </message>
    <message>
        <source>A line is longer than %1 MB</source>
        <translation>Eine Zeile ist länger als %1 MB</translation>
    </message>
    <message>
        <source>Failed while reading a file</source>
        <translation>Fehler beim Lesen einer Datei</translation>
    </message>
    <message>
        <source>Give JSON, JSONL or plain text in UTF-8</source>
        <translation>Geben Sie JSON, JSONL oder reinen Text in UTF-8 an</translation>
    </message>
    <message>
        <source>Give a file with at least one example</source>
        <translation>Geben Sie eine Datei mit mindestens einem Beispiel an</translation>
    </message>
    <message>
        <source>Give one example a line (JSONL), or plain text with line breaks</source>
        <translation>Geben Sie ein Beispiel je Zeile (JSONL) oder reinen Text mit Zeilenumbrüchen an</translation>
    </message>
    <message>
        <source>Save it as UTF-8 and try again</source>
        <translation>Speichern Sie sie als UTF-8 und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 and try again</source>
        <translation>Speichern Sie die Datei als UTF-8 und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>The file is %1</source>
        <translation>Die Datei ist %1</translation>
    </message>
    <message>
        <source>The file is %1, not UTF-8</source>
        <translation>Die Datei ist %1, nicht UTF-8</translation>
    </message>
    <message>
        <source>The file is %1, not text</source>
        <translation>Die Datei ist %1, kein Text</translation>
    </message>
    <message>
        <source>The file is binary, not text</source>
        <translation>Die Datei ist binär, kein Text</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8; it looks like Latin-1 or Windows-1252</source>
        <translation>Der Text ist kein gültiges UTF-8; er sieht nach Latin-1 oder Windows-1252 aus</translation>
    </message>
    <message>
        <source>Add an assistant&apos;s turn, or remove the example</source>
        <translation>Fügen Sie einen Beitrag des Assistenten hinzu oder entfernen Sie das Beispiel</translation>
    </message>
    <message>
        <source>Cancelled while preparing the data</source>
        <translation>Beim Vorbereiten der Daten abgebrochen</translation>
    </message>
    <message>
        <source>Give at least 2</source>
        <translation>Geben Sie mindestens 2 an</translation>
    </message>
    <message>
        <source>No example can be trained on. The first says: %1</source>
        <translation>Mit keinem Beispiel lässt sich trainieren. Das erste meldet: %1</translation>
    </message>
    <message>
        <source>No token carries loss: the assistant says nothing</source>
        <translation>Kein Token trägt Verlust: Der Assistent sagt nichts</translation>
    </message>
    <message>
        <source>No token carries loss: the example is cut before the answer begins</source>
        <translation>Kein Token trägt Verlust: Das Beispiel ist abgeschnitten, bevor die Antwort beginnt</translation>
    </message>
    <message>
        <source>No token carries loss: the example is empty or a single token</source>
        <translation>Kein Token trägt Verlust: Das Beispiel ist leer oder ein einzelnes Token</translation>
    </message>
    <message>
        <source>Put the old files back, or start a new run</source>
        <translation>Stellen Sie die alten Dateien wieder her oder starten Sie einen neuen Lauf</translation>
    </message>
    <message>
        <source>Raise max_seq_length above %1 tokens, or shorten the example</source>
        <translation>Erhöhen Sie max_seq_length auf mehr als %1 Tokens oder kürzen Sie das Beispiel</translation>
    </message>
    <message>
        <source>Remove the example, or fill it in</source>
        <translation>Entfernen Sie das Beispiel oder füllen Sie es aus</translation>
    </message>
    <message>
        <source>Sequences of fewer than two tokens cannot be trained on</source>
        <translation>Mit Sequenzen von weniger als zwei Tokens lässt sich nicht trainieren</translation>
    </message>
    <message>
        <source>The data changed since this run was described</source>
        <translation>Die Daten haben sich geändert, seit dieser Lauf beschrieben wurde</translation>
    </message>
    <message>
        <source>%1 has no &apos;%2&apos;</source>
        <translation>%1 hat kein „%2“</translation>
    </message>
    <message>
        <source>%1 has no text</source>
        <translation>%1 hat keinen Text</translation>
    </message>
    <message>
        <source>%1 has the unknown role &apos;%2&apos;</source>
        <translation>%1 hat die unbekannte Rolle „%2“</translation>
    </message>
    <message>
        <source>%1 holds a part that is not text</source>
        <translation>%1 enthält einen Teil, der kein Text ist</translation>
    </message>
    <message>
        <source>Formats are messages, alpaca, sharegpt, prompt_completion and text</source>
        <translation>Formate sind messages, alpaca, sharegpt, prompt_completion und text</translation>
    </message>
    <message>
        <source>Only text can be trained on</source>
        <translation>Nur mit Text lässt sich trainieren</translation>
    </message>
    <message>
        <source>Proposed: format %1</source>
        <translation>Vorschlag: Format %1</translation>
    </message>
    <message>
        <source>Roles are system, user, assistant and tool</source>
        <translation>Rollen sind system, user, assistant und tool</translation>
    </message>
    <message>
        <source>Tell which columns hold the question and the answer, or the text</source>
        <translation>Geben Sie an, welche Spalten Frage und Antwort oder den Text enthalten</translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; holds no text</source>
        <translation>Die Spalte „%1“ enthält keinen Text</translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; is missing</source>
        <translation>Die Spalte „%1“ fehlt</translation>
    </message>
    <message>
        <source>The column &apos;%1&apos; is no list of messages</source>
        <translation>Die Spalte „%1“ ist keine Liste von Nachrichten</translation>
    </message>
    <message>
        <source>The columns %1 fit no known format</source>
        <translation>Die Spalten %1 passen zu keinem bekannten Format</translation>
    </message>
    <message>
        <source>The columns are %1</source>
        <translation>Die Spalten sind %1</translation>
    </message>
    <message>
        <source>The conversation is empty</source>
        <translation>Das Gespräch ist leer</translation>
    </message>
    <message>
        <source>The data format &apos;%1&apos; is not known</source>
        <translation>Das Datenformat „%1“ ist nicht bekannt</translation>
    </message>
    <message>
        <source>The format %1 has no role &apos;%2&apos;</source>
        <translation>Das Format %1 hat keine Rolle „%2“</translation>
    </message>
    <message>
        <source>There is no column &apos;%1&apos; for &apos;%2&apos;</source>
        <translation>Es gibt keine Spalte „%1“ für „%2“</translation>
    </message>
    <message>
        <source>Open the base model it was trained on</source>
        <translation>Öffnen Sie das Basismodell, auf dem er trainiert wurde</translation>
    </message>
    <message>
        <source>The adapter was trained on another base model (fingerprint %1…, this base has %2…)</source>
        <translation>Der Adapter wurde auf einem anderen Basismodell trainiert (Fingerabdruck %1…, dieses Basismodell hat %2…)</translation>
    </message>
    <message>
        <source>A tensor of the adapter has the shape %1 where %2 fits this base model</source>
        <translation>Ein Tensor des Adapters hat die Form %1, zu diesem Basismodell passt %2</translation>
    </message>
    <message>
        <source>A tensor of the adapter has the type %1</source>
        <translation>Ein Tensor des Adapters hat den Typ %1</translation>
    </message>
    <message>
        <source>Choose a folder in PEFT&apos;s layout</source>
        <translation>Wählen Sie einen Ordner im PEFT-Format</translation>
    </message>
    <message>
        <source>Its target_modules or layers_to_transform may have been edited</source>
        <translation>target_modules oder layers_to_transform wurden möglicherweise bearbeitet</translation>
    </message>
    <message>
        <source>The adapter fits no module of this base model</source>
        <translation>Der Adapter passt zu keinem Modul dieses Basismodells</translation>
    </message>
    <message>
        <source>The adapter holds NaN or infinity</source>
        <translation>Der Adapter enthält NaN oder unendliche Werte</translation>
    </message>
    <message>
        <source>The adapter holds a tensor that its configuration does not explain</source>
        <translation>Der Adapter enthält einen Tensor, den seine Konfiguration nicht erklärt</translation>
    </message>
    <message>
        <source>The adapter lacks a tensor that its configuration promises</source>
        <translation>Dem Adapter fehlt ein Tensor, den seine Konfiguration verspricht</translation>
    </message>
    <message>
        <source>The adapter&apos;s weights are missing</source>
        <translation>Die Gewichte des Adapters fehlen</translation>
    </message>
    <message>
        <source>Use an earlier checkpoint</source>
        <translation>Verwenden Sie einen früheren Checkpoint</translation>
    </message>
    <message>
        <source>A rank must be a whole number above 0</source>
        <translation>Ein Rang muss eine ganze Zahl über 0 sein</translation>
    </message>
    <message>
        <source>An alpha must be a number</source>
        <translation>Ein Alpha muss eine Zahl sein</translation>
    </message>
    <message>
        <source>Only LORA adapters can be used</source>
        <translation>Nur LORA-Adapter können verwendet werden</translation>
    </message>
    <message>
        <source>Only bias &quot;none&quot; can be used</source>
        <translation>Nur bias &quot;none&quot; kann verwendet werden</translation>
    </message>
    <message>
        <source>The adapter trains biases (bias = &quot;%1&quot;)</source>
        <translation>Der Adapter trainiert Biases (bias = &quot;%1&quot;)</translation>
    </message>
    <message>
        <source>The adapter uses %1, which is not supported</source>
        <translation>Der Adapter verwendet %1, das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The adapter&apos;s configuration is not a JSON object</source>
        <translation>Die Konfiguration des Adapters ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>The adapter&apos;s method is &quot;%1&quot;</source>
        <translation>Die Methode des Adapters ist „%1“</translation>
    </message>
    <message>
        <source>The adapter&apos;s record has format %1, written by a newer program</source>
        <translation>Der Eintrag des Adapters hat das Format %1 und stammt von einem neueren Programm</translation>
    </message>
    <message>
        <source>The adapter&apos;s record is not a JSON object</source>
        <translation>Der Eintrag des Adapters ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>The folder holds no adapter: %1 is missing</source>
        <translation>Der Ordner enthält keinen Adapter: %1 fehlt</translation>
    </message>
    <message>
        <source>Scoring was cancelled</source>
        <translation>Die Bewertung wurde abgebrochen</translation>
    </message>
    <message>
        <source>Shorten it</source>
        <translation>Kürzen Sie die Sequenz</translation>
    </message>
    <message>
        <source>The sequence has %1 tokens and the model&apos;s context holds %2</source>
        <translation>Die Sequenz hat %1 Tokens, der Kontext des Modells fasst %2</translation>
    </message>
    <message>
        <source>There are no tokens to score</source>
        <translation>Es gibt keine Tokens zu bewerten</translation>
    </message>
    <message>
        <source>Token id %1 lies outside the model&apos;s vocabulary</source>
        <translation>Die Token-ID %1 liegt außerhalb des Vokabulars des Modells</translation>
    </message>
    <message>
        <source>Check the disk, and report this if it happens again</source>
        <translation>Prüfen Sie den Datenträger und melden Sie es, wenn es wieder geschieht</translation>
    </message>
    <message>
        <source>Choose a new or empty folder</source>
        <translation>Wählen Sie einen neuen oder leeren Ordner</translation>
    </message>
    <message>
        <source>Choose peft</source>
        <translation>Wählen Sie peft</translation>
    </message>
    <message>
        <source>No folder was given for the export</source>
        <translation>Für den Export wurde kein Ordner angegeben</translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation>Der Export wurde abgebrochen</translation>
    </message>
    <message>
        <source>The export was refused: what was written answers differently, by up to %1 in the logits</source>
        <translation>Der Export wurde verweigert: Das Geschriebene antwortet anders, um bis zu %1 in den Logits</translation>
    </message>
    <message>
        <source>The target of the export exists already</source>
        <translation>Das Ziel des Exports gibt es schon</translation>
    </message>
    <message>
        <source>Unknown export format &quot;%1&quot;</source>
        <translation>Unbekanntes Exportformat „%1“</translation>
    </message>
    <message>
        <source>moving the export into place</source>
        <translation>Verschieben des Exports an seinen Platz</translation>
    </message>
    <message>
        <source>reading the export back</source>
        <translation>Zurücklesen des Exports</translation>
    </message>
    <message>
        <source>Shorten the prompt</source>
        <translation>Kürzen Sie den Prompt</translation>
    </message>
    <message>
        <source>The prompt has %1 tokens and the model&apos;s context holds %2</source>
        <translation>Der Prompt hat %1 Tokens, der Kontext des Modells fasst %2</translation>
    </message>
    <message>
        <source>The prompt is empty</source>
        <translation>Der Prompt ist leer</translation>
    </message>
    <message>
        <source>Write something to answer</source>
        <translation>Schreiben Sie etwas, worauf geantwortet werden kann</translation>
    </message>
    <message>
        <source>Choose auto, cpu or cuda</source>
        <translation>Wählen Sie auto, cpu oder cuda</translation>
    </message>
    <message>
        <source>Choose the device auto or cpu</source>
        <translation>Wählen Sie das Gerät auto oder cpu</translation>
    </message>
    <message>
        <source>LibTorch finds no usable GPU</source>
        <translation>LibTorch findet keine nutzbare GPU</translation>
    </message>
    <message>
        <source>No GPU can be used</source>
        <translation>Es ist keine GPU nutzbar</translation>
    </message>
    <message>
        <source>Unknown device &quot;%1&quot;</source>
        <translation>Unbekanntes Gerät „%1“</translation>
    </message>
    <message>
        <source>Unknown type &quot;%1&quot;</source>
        <translation>Unbekannter Typ „%1“</translation>
    </message>
    <message>
        <source>Close other programs, or choose random:tiny</source>
        <translation>Schließen Sie andere Programme oder wählen Sie random:tiny</translation>
    </message>
    <message>
        <source>Loading the model was cancelled</source>
        <translation>Das Laden des Modells wurde abgebrochen</translation>
    </message>
    <message>
        <source>The model lacks a tensor</source>
        <translation>Dem Modell fehlt ein Tensor</translation>
    </message>
    <message>
        <source>The weights need %1 MB of memory and %2 MB are free</source>
        <translation>Die Gewichte brauchen %1 MB Speicher, frei sind %2 MB</translation>
    </message>
    <message>
        <source>Activations are float32 or int8</source>
        <translation>Aktivierungen sind float32 oder int8</translation>
    </message>
    <message>
        <source>Activations in int8 are for the processor, with --dtype float32</source>
        <translation>Aktivierungen in int8 sind für den Prozessor, mit --dtype float32</translation>
    </message>
    <message>
        <source>Choose a model of the Llama family</source>
        <translation>Wählen Sie ein Modell der Llama-Familie</translation>
    </message>
    <message>
        <source>Choose one of the two</source>
        <translation>Wählen Sie eines von beiden</translation>
    </message>
    <message>
        <source>Leave them out, or choose --device cpu</source>
        <translation>Lassen Sie sie weg oder wählen Sie --device cpu</translation>
    </message>
    <message>
        <source>Models of the family &quot;%1&quot; cannot be run</source>
        <translation>Modelle der Familie „%1“ können nicht ausgeführt werden</translation>
    </message>
    <message>
        <source>Close other programs, choose bfloat16, or choose a smaller model</source>
        <translation>Schließen Sie andere Programme, wählen Sie bfloat16 oder ein kleineres Modell</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model</source>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell</translation>
    </message>
    <message>
        <source>The model needs %1 MB of %2 and %3 MB are free</source>
        <translation>Das Modell braucht %1 MB von %2, frei sind %3 MB</translation>
    </message>
    <message>
        <source>LibTorch failed in %1: %2</source>
        <translation>LibTorch ist bei %1 gescheitert: %2</translation>
    </message>
    <message>
        <source>There is not enough memory for %1</source>
        <translation>Zu wenig Speicher für %1</translation>
    </message>
    <message>
        <source>Use shorter sequences or a smaller batch, or close other programs</source>
        <translation>Verwenden Sie kürzere Sequenzen oder einen kleineren Batch, oder schließen Sie andere Programme</translation>
    </message>
    <message>
        <source>Resume from another checkpoint</source>
        <translation>Setzen Sie von einem anderen Checkpoint aus fort</translation>
    </message>
    <message>
        <source>The checkpoint lacks &quot;%1&quot;</source>
        <translation>Dem Checkpoint fehlt „%1“</translation>
    </message>
    <message>
        <source>The optimiser&apos;s state does not fit this adapter</source>
        <translation>Der Zustand des Optimierers passt nicht zu diesem Adapter</translation>
    </message>
    <message>
        <source>renaming a finished folder</source>
        <translation>Umbenennen eines fertigen Ordners</translation>
    </message>
    <message>
        <source>It was asked when no worker was running</source>
        <translation>Die Anforderung kam, als kein Rechenprogramm lief</translation>
    </message>
    <message>
        <source>The run is not paused</source>
        <translation>Der Lauf ist nicht angehalten</translation>
    </message>
    <message>
        <source>The run is paused already</source>
        <translation>Der Lauf ist schon angehalten</translation>
    </message>
    <message>
        <source>%1 is not a number any more after step %2</source>
        <translation>%1 ist nach Schritt %2 keine Zahl mehr</translation>
    </message>
    <message>
        <source>Lower the learning rate or lengthen the warm-up; no checkpoint had been written</source>
        <translation>Senken Sie die Lernrate oder verlängern Sie die Aufwärmphase; es war noch kein Checkpoint geschrieben</translation>
    </message>
    <message>
        <source>Lower the learning rate or lengthen the warm-up; the checkpoint of step %1 is good</source>
        <translation>Senken Sie die Lernrate oder verlängern Sie die Aufwärmphase; der Checkpoint von Schritt %1 ist gut</translation>
    </message>
    <message>
        <source>No sample was made: %1</source>
        <translation>Es wurde keine Probe erzeugt: %1</translation>
    </message>
    <message>
        <source>The gradient</source>
        <translation>Der Gradient</translation>
    </message>
    <message>
        <source>The loss</source>
        <translation>Der Verlust</translation>
    </message>
    <message>
        <source>The loss on the held-out examples</source>
        <translation>Der Prüfverlust</translation>
    </message>
    <message>
        <source>Interrupted after step %1</source>
        <translation>Unterbrochen nach Schritt %1</translation>
    </message>
    <message>
        <source>Resume it with lora-worker train --resume</source>
        <translation>Setzen Sie ihn mit lora-worker train --resume fort</translation>
    </message>
    <message>
        <source>Nothing was written any more; start the run again</source>
        <translation>Es wurde nichts mehr geschrieben; starten Sie den Lauf neu</translation>
    </message>
    <message>
        <source>The run&apos;s folder was deleted or moved while the run was working</source>
        <translation>Der Ordner des Laufs wurde gelöscht oder verschoben, während der Lauf arbeitete</translation>
    </message>
    <message>
        <source>The result holds no adapter</source>
        <translation>Das Ergebnis enthält keinen Adapter</translation>
    </message>
    <message>
        <source>A prompt got no answer</source>
        <translation>Ein Prompt bekam keine Antwort</translation>
    </message>
    <message>
        <source>A checkpoint is damaged and was passed over: %1</source>
        <translation>Ein Checkpoint ist beschädigt und wurde übergangen: %1</translation>
    </message>
    <message>
        <source>Add examples, or hold out a smaller share</source>
        <translation>Fügen Sie Beispiele hinzu oder halten Sie einen kleineren Anteil zurück</translation>
    </message>
    <message>
        <source>An adapter&apos;s modules changed while it was copied</source>
        <translation>Die Module eines Adapters haben sich beim Kopieren geändert</translation>
    </message>
    <message>
        <source>Choose the base that the run was made for, or make a new run</source>
        <translation>Wählen Sie das Basismodell, für das der Lauf angelegt wurde, oder legen Sie einen neuen Lauf an</translation>
    </message>
    <message>
        <source>Interrupted before training began</source>
        <translation>Unterbrochen, bevor das Training begann</translation>
    </message>
    <message>
        <source>Longer examples are truncated</source>
        <translation>Längere Beispiele werden abgeschnitten</translation>
    </message>
    <message>
        <source>No example is left to train on</source>
        <translation>Es bleibt kein Beispiel zum Trainieren übrig</translation>
    </message>
    <message>
        <source>Put the base model back as it was, or make a new run</source>
        <translation>Stellen Sie das frühere Basismodell wieder her oder legen Sie einen neuen Lauf an</translation>
    </message>
    <message>
        <source>Put the file back as it was, or make a new run</source>
        <translation>Stellen Sie die frühere Datei wieder her oder legen Sie einen neuen Lauf an</translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation>Setzen Sie den Lauf fort</translation>
    </message>
    <message>
        <source>The data was changed since the run began</source>
        <translation>Die Daten wurden geändert, seit der Lauf begann</translation>
    </message>
    <message>
        <source>The data was changed since the run was made</source>
        <translation>Die Daten wurden geändert, seit der Lauf angelegt wurde</translation>
    </message>
    <message>
        <source>This is another base model than the run began with</source>
        <translation>Das ist ein anderes Basismodell als das, mit dem der Lauf begann</translation>
    </message>
    <message>
        <source>This is another base model than the spec names</source>
        <translation>Das ist ein anderes Basismodell als das in der Vorgabe genannte</translation>
    </message>
    <message>
        <source>Training needs about %1 of memory and %2 are free</source>
        <translation>Das Training braucht etwa %1 Speicher, frei sind %2</translation>
    </message>
    <message>
        <source>Training needs about %1 of the GPU&apos;s memory and %2 are free</source>
        <translation>Das Training braucht etwa %1 GPU-Speicher, frei sind %2</translation>
    </message>
    <message>
        <source>Another worker is working on this run</source>
        <translation>Ein anderes Rechenprogramm arbeitet an diesem Lauf</translation>
    </message>
    <message>
        <source>Make a new run; init_adapter goes on from this one&apos;s adapter</source>
        <translation>Legen Sie einen neuen Lauf an; init_adapter macht mit dem Adapter von diesem weiter</translation>
    </message>
    <message>
        <source>Resume it, or make a new run</source>
        <translation>Setzen Sie ihn fort oder legen Sie einen neuen Lauf an</translation>
    </message>
    <message>
        <source>This run is finished</source>
        <translation>Dieser Lauf ist abgeschlossen</translation>
    </message>
    <message>
        <source>This run was already started</source>
        <translation>Dieser Lauf wurde schon gestartet</translation>
    </message>
    <message>
        <source>Wait until it ends, or stop it first</source>
        <translation>Warten Sie, bis er endet, oder beenden Sie ihn zuerst</translation>
    </message>
    <message>
        <source>Alpha is not a number for %1</source>
        <translation>Alpha ist für %1 keine Zahl</translation>
    </message>
    <message>
        <source>Check the module&apos;s name and the layer&apos;s number: %1</source>
        <translation>Prüfen Sie den Namen des Moduls und die Nummer der Schicht: %1</translation>
    </message>
    <message>
        <source>Choose a number such as 32</source>
        <translation>Wählen Sie eine Zahl wie 32</translation>
    </message>
    <message>
        <source>Choose a rank from 1 to %1, the module&apos;s smaller width</source>
        <translation>Wählen Sie einen Rang von 1 bis %1, der kleineren Breite des Moduls</translation>
    </message>
    <message>
        <source>DoRA is not supported yet</source>
        <translation>DoRA wird noch nicht unterstützt</translation>
    </message>
    <message>
        <source>Layers count from 0: %1</source>
        <translation>Schichten zählen ab 0: %1</translation>
    </message>
    <message>
        <source>No linear module of the model is called &quot;%1&quot;</source>
        <translation>Kein lineares Modul des Modells heißt „%1“</translation>
    </message>
    <message>
        <source>Rank %1 cannot be used for %2</source>
        <translation>Rang %1 ist für %2 nicht verwendbar</translation>
    </message>
    <message>
        <source>Set it to false</source>
        <translation>Setzen Sie es auf false</translation>
    </message>
    <message>
        <source>Set it to none</source>
        <translation>Setzen Sie es auf none</translation>
    </message>
    <message>
        <source>The chosen modules do not lie in the layers of layers_to_transform</source>
        <translation>Die gewählten Module liegen nicht in den Schichten von layers_to_transform</translation>
    </message>
    <message>
        <source>Training biases (&quot;%1&quot;) is not supported</source>
        <translation>Das Trainieren von Biases („%1“) wird nicht unterstützt</translation>
    </message>
    <message>
        <source>Use lora</source>
        <translation>Verwenden Sie lora</translation>
    </message>
    <message>
        <source>Use q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj; %1</source>
        <translation>Verwenden Sie q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj oder down_proj; %1</translation>
    </message>
    <message>
        <source>%1 are free</source>
        <translation>%1 sind frei</translation>
    </message>
    <message>
        <source>This needs %1 and %2 are free: %3</source>
        <translation>Dies braucht %1, frei sind %2: %3</translation>
    </message>
    <message>
        <source>The pattern &quot;%1&quot; is a regular expression that is not supported</source>
        <translation>Das Muster „%1“ ist ein regulärer Ausdruck, der nicht unterstützt wird</translation>
    </message>
    <message>
        <source>Use a module&apos;s name (q_proj) or the end of its path (layers.3.self_attn.q_proj)</source>
        <translation>Verwenden Sie den Namen eines Moduls (q_proj) oder das Ende seines Pfads (layers.3.self_attn.q_proj)</translation>
    </message>
    <message>
        <source>This project was written by a newer LoRA Studio (format %1)</source>
        <translation>Dieses Projekt stammt von einem neueren LoRA Studio (Format %1)</translation>
    </message>
    <message>
        <source>putting the new index in place</source>
        <translation>Einsetzen des neuen Index</translation>
    </message>
    <message>
        <source>setting the old index aside</source>
        <translation>Beiseitelegen des alten Index</translation>
    </message>
    <message>
        <source>Another program has kept the index locked for too long</source>
        <translation>Ein anderes Programm hat den Index zu lange gesperrt</translation>
    </message>
    <message>
        <source>Another window may have removed the project; open it again</source>
        <translation>Vielleicht hat ein anderes Fenster das Projekt entfernt; öffnen Sie es erneut</translation>
    </message>
    <message>
        <source>Check that you may write to this folder</source>
        <translation>Prüfen Sie, ob Sie in diesen Ordner schreiben dürfen</translation>
    </message>
    <message>
        <source>Check the disk and its free space</source>
        <translation>Prüfen Sie den Datenträger und seinen freien Platz</translation>
    </message>
    <message>
        <source>Choose another place for the index; this file was left as it is</source>
        <translation>Wählen Sie einen anderen Ort für den Index; diese Datei blieb unverändert</translation>
    </message>
    <message>
        <source>Close other windows of LoRA Studio and try again</source>
        <translation>Schließen Sie andere Fenster von LoRA Studio und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>Run lora-studio --rebuild-index: it sets this file aside and makes a new index from the project folders</source>
        <translation>Führen Sie lora-studio --rebuild-index aus: Es legt diese Datei beiseite und erstellt aus den Projektordnern einen neuen Index</translation>
    </message>
    <message>
        <source>SQLite refused a statement: %1</source>
        <translation>SQLite hat eine Anweisung abgelehnt: %1</translation>
    </message>
    <message>
        <source>The disk is full: the index could not be written</source>
        <translation>Der Datenträger ist voll: Der Index konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The index cannot be opened for writing: %1</source>
        <translation>Der Index lässt sich nicht zum Schreiben öffnen: %1</translation>
    </message>
    <message>
        <source>The index could not be read or written: %1</source>
        <translation>Der Index konnte nicht gelesen oder geschrieben werden: %1</translation>
    </message>
    <message>
        <source>The index does not know what this belongs to: %1</source>
        <translation>Der Index weiß nicht, wozu dies gehört: %1</translation>
    </message>
    <message>
        <source>The index is damaged: %1</source>
        <translation>Der Index ist beschädigt: %1</translation>
    </message>
    <message>
        <source>The index was written by a newer LoRA Studio (schema %1; this program knows up to %2)</source>
        <translation>Der Index stammt von einem neueren LoRA Studio (Schema %1; dieses Programm kennt bis %2)</translation>
    </message>
    <message>
        <source>This SQLite database is not LoRA Studio&apos;s index</source>
        <translation>Diese SQLite-Datenbank ist nicht der Index von LoRA Studio</translation>
    </message>
    <message>
        <source>Update LoRA Studio; the index was left as it is</source>
        <translation>Aktualisieren Sie LoRA Studio; der Index blieb unverändert</translation>
    </message>
    <message>
        <source>A base model without a fingerprint cannot be indexed</source>
        <translation>Ein Basismodell ohne Fingerabdruck kann nicht in den Index aufgenommen werden</translation>
    </message>
    <message>
        <source>A data set without a hash cannot be indexed</source>
        <translation>Ein Datensatz ohne Hash kann nicht in den Index aufgenommen werden</translation>
    </message>
    <message>
        <source>A list in the header claims %1 elements, more than the file can hold</source>
        <translation>Eine Liste im Kopf gibt %1 Elemente an, mehr als die Datei enthalten kann</translation>
    </message>
    <message>
        <source>A number in the header is too large</source>
        <translation>Eine Zahl im Kopf ist zu groß</translation>
    </message>
    <message>
        <source>A text in the header claims %1 bytes</source>
        <translation>Ein Text im Kopf gibt %1 Bytes an</translation>
    </message>
    <message>
        <source>A truth value in the header is neither 0 nor 1</source>
        <translation>Ein Wahrheitswert im Kopf ist weder 0 noch 1</translation>
    </message>
    <message>
        <source>Choose a file that ends in .gguf, or a Hugging Face folder with a config.json</source>
        <translation>Wählen Sie eine Datei, die auf .gguf endet, oder einen Hugging-Face-Ordner mit einer config.json</translation>
    </message>
    <message>
        <source>Download or copy the file again: it is damaged or was cut short</source>
        <translation>Laden oder kopieren Sie die Datei erneut: Sie ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported</source>
        <translation>GGUF-Version %1 wird nicht unterstützt</translation>
    </message>
    <message>
        <source>Tensor %1 claims %2 dimensions</source>
        <translation>Tensor %1 gibt %2 Dimensionen an</translation>
    </message>
    <message>
        <source>The alignment %1 is not a power of two</source>
        <translation>Die Ausrichtung %1 ist keine Zweierpotenz</translation>
    </message>
    <message>
        <source>The data of a tensor is not aligned</source>
        <translation>Die Daten eines Tensors sind nicht ausgerichtet</translation>
    </message>
    <message>
        <source>The data of two tensors overlaps</source>
        <translation>Die Daten zweier Tensoren überlappen sich</translation>
    </message>
    <message>
        <source>The element type %1 is not supported</source>
        <translation>Der Elementtyp %1 wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The file ends before the data of a tensor does (%1 bytes, at least %2 + %3 + %4 expected)</source>
        <translation>Die Datei endet vor den Daten eines Tensors (%1 Bytes, mindestens %2 + %3 + %4 erwartet)</translation>
    </message>
    <message>
        <source>The file ends in the middle of its header</source>
        <translation>Die Datei endet mitten in ihrem Kopf</translation>
    </message>
    <message>
        <source>The header claims %1 tensors and %2 values, more than the file can hold</source>
        <translation>Der Kopf gibt %1 Tensoren und %2 Werte an, mehr als die Datei enthalten kann</translation>
    </message>
    <message>
        <source>The header holds a list of an unknown type</source>
        <translation>Der Kopf enthält eine Liste unbekannten Typs</translation>
    </message>
    <message>
        <source>The header holds a value of an unknown type</source>
        <translation>Der Kopf enthält einen Wert unbekannten Typs</translation>
    </message>
    <message>
        <source>The header names %1 twice</source>
        <translation>Der Kopf nennt %1 zweimal</translation>
    </message>
    <message>
        <source>The header names tensor %1 twice</source>
        <translation>Der Kopf nennt den Tensor %1 zweimal</translation>
    </message>
    <message>
        <source>The rows of tensor %1 do not divide into blocks of its type %2</source>
        <translation>Die Zeilen von Tensor %1 lassen sich nicht in Blöcke seines Typs %2 teilen</translation>
    </message>
    <message>
        <source>The shape of tensor %1 is empty or larger than any memory</source>
        <translation>Die Form von Tensor %1 ist leer oder größer als jeder Speicher</translation>
    </message>
    <message>
        <source>This is not a GGUF file: it does not begin with the letters GGUF</source>
        <translation>Das ist keine GGUF-Datei: Sie beginnt nicht mit den Buchstaben GGUF</translation>
    </message>
    <message>
        <source>Use a file of version 2 or 3, little-endian</source>
        <translation>Verwenden Sie eine Datei der Version 2 oder 3, Little-Endian</translation>
    </message>
    <message>
        <source>Use a version of the model in F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K or Q6_K</source>
        <translation>Verwenden Sie eine Fassung des Modells in F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K oder Q6_K</translation>
    </message>
    <message>
        <source>GGUF has no type %1</source>
        <translation>GGUF hat keinen Typ %1</translation>
    </message>
    <message>
        <source>Tensor %1 cannot be written as it is</source>
        <translation>Tensor %1 kann nicht so geschrieben werden, wie er ist</translation>
    </message>
    <message>
        <source>Two values of the name %1</source>
        <translation>Zwei Werte mit dem Namen %1</translation>
    </message>
    <message>
        <source>A shape holds something else than whole numbers</source>
        <translation>Eine Form enthält etwas anderes als ganze Zahlen</translation>
    </message>
    <message>
        <source>A tensor lacks its dtype, shape or data_offsets</source>
        <translation>Einem Tensor fehlt dtype, shape oder data_offsets</translation>
    </message>
    <message>
        <source>Shape and bytes of a tensor disagree</source>
        <translation>Form und Bytes eines Tensors widersprechen sich</translation>
    </message>
    <message>
        <source>The data of a tensor lies outside the file (offsets %1 to %2, the file holds %3 bytes of data)</source>
        <translation>Die Daten eines Tensors liegen außerhalb der Datei (Offsets %1 bis %2, die Datei enthält %3 Bytes Daten)</translation>
    </message>
    <message>
        <source>The description of a tensor is not an object</source>
        <translation>Die Beschreibung eines Tensors ist kein Objekt</translation>
    </message>
    <message>
        <source>The file holds %1 bytes that belong to no tensor</source>
        <translation>Die Datei enthält %1 Bytes, die zu keinem Tensor gehören</translation>
    </message>
    <message>
        <source>The file is too short to be a safetensors file</source>
        <translation>Die Datei ist zu kurz für eine safetensors-Datei</translation>
    </message>
    <message>
        <source>The header of this safetensors file claims %1 bytes, the file has %2</source>
        <translation>Der Kopf dieser safetensors-Datei gibt %1 Bytes an, die Datei hat %2</translation>
    </message>
    <message>
        <source>The header of this safetensors file is larger than the format allows</source>
        <translation>Der Kopf dieser safetensors-Datei ist größer, als das Format erlaubt</translation>
    </message>
    <message>
        <source>The header of this safetensors file is not a JSON object</source>
        <translation>Der Kopf dieser safetensors-Datei ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>The shape of a tensor is larger than any memory</source>
        <translation>Die Form eines Tensors ist größer als jeder Speicher</translation>
    </message>
    <message>
        <source>The size of a tensor does not follow from its shape (%1 bytes, %2 expected)</source>
        <translation>Die Größe eines Tensors passt nicht zu seiner Form (%1 Bytes, %2 erwartet)</translation>
    </message>
    <message>
        <source>There is a hole before the data of a tensor</source>
        <translation>Vor den Daten eines Tensors ist eine Lücke</translation>
    </message>
    <message>
        <source>Two tensors of one name, or a name that cannot be written</source>
        <translation>Zwei Tensoren mit demselben Namen oder ein Name, der sich nicht schreiben lässt</translation>
    </message>
    <message>
        <source>A message is not valid UTF-8</source>
        <translation>Eine Nachricht ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>Save the text as UTF-8 and try again</source>
        <translation>Speichern Sie den Text als UTF-8 und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>The chat template changes earlier turns when later ones are added, so what the assistant says cannot be told apart</source>
        <translation>Die Chat-Vorlage ändert frühere Beiträge, wenn spätere hinzukommen; daher lässt sich nicht abgrenzen, was der Assistent sagt</translation>
    </message>
    <message>
        <source>Use a base model with another template, or conversations of one turn</source>
        <translation>Verwenden Sie ein Basismodell mit anderer Vorlage oder Gespräche mit nur einem Wechsel</translation>
    </message>
    <message>
        <source>A number grows too large</source>
        <translation>Eine Zahl wird zu groß</translation>
    </message>
    <message>
        <source>A slice needs whole numbers</source>
        <translation>Ein Slice braucht ganze Zahlen</translation>
    </message>
    <message>
        <source>A slice&apos;s step is zero</source>
        <translation>Die Schrittweite eines Slice ist null</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be sliced</source>
        <translation>Aus einem Wert vom Typ %1 lässt sich kein Slice bilden</translation>
    </message>
    <message>
        <source>A value of type %1 has no method &apos;%2&apos;</source>
        <translation>Ein Wert vom Typ %1 hat keine Methode „%2“</translation>
    </message>
    <message>
        <source>Division by zero</source>
        <translation>Division durch null</translation>
    </message>
    <message>
        <source>The template does too much work</source>
        <translation>Die Vorlage verursacht zu viel Rechenarbeit</translation>
    </message>
    <message>
        <source>The template is nested too deep</source>
        <translation>Die Vorlage ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>A mapping has too many entries</source>
        <translation>Eine Zuordnung hat zu viele Einträge</translation>
    </message>
    <message>
        <source>A number is too large</source>
        <translation>Eine Zahl ist zu groß</translation>
    </message>
    <message>
        <source>A slice has too many parts</source>
        <translation>Ein Slice hat zu viele Teile</translation>
    </message>
    <message>
        <source>An expression is missing</source>
        <translation>Ein Ausdruck fehlt</translation>
    </message>
    <message>
        <source>An expression is nested too deep</source>
        <translation>Ein Ausdruck ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>An index is missing</source>
        <translation>Ein Index fehlt</translation>
    </message>
    <message>
        <source>Unpacked arguments are not supported</source>
        <translation>Entpackte Argumente werden nicht unterstützt</translation>
    </message>
    <message>
        <source>A value of type %1 has no length</source>
        <translation>Ein Wert vom Typ %1 hat keine Länge</translation>
    </message>
    <message>
        <source>The filter &apos;%1&apos; is not supported</source>
        <translation>Der Filter „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be called</source>
        <translation>Ein Wert vom Typ %1 lässt sich nicht aufrufen</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be gone through</source>
        <translation>Ein Wert vom Typ %1 lässt sich nicht durchlaufen</translation>
    </message>
    <message>
        <source>Only a namespace&apos;s attributes can be set: &apos;%1&apos; is none</source>
        <translation>Nur Attribute eines Namespace lassen sich setzen: „%1“ ist keiner</translation>
    </message>
    <message>
        <source>The macro &apos;%1&apos; has no parameter &apos;%2&apos;</source>
        <translation>Das Makro „%1“ hat keinen Parameter „%2“</translation>
    </message>
    <message>
        <source>The macro &apos;%1&apos; was given too many arguments</source>
        <translation>Das Makro „%1“ bekam zu viele Argumente</translation>
    </message>
    <message>
        <source>The number of values does not fit the number of names</source>
        <translation>Die Zahl der Werte passt nicht zur Zahl der Namen</translation>
    </message>
    <message>
        <source>The template calls itself too deep</source>
        <translation>Die Vorlage ruft sich zu tief selbst auf</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be written as JSON</source>
        <translation>Ein Wert vom Typ %1 lässt sich nicht als JSON schreiben</translation>
    </message>
    <message>
        <source>A closing bracket has no opening one</source>
        <translation>Zu einer schließenden Klammer fehlt die öffnende</translation>
    </message>
    <message>
        <source>A comment is not closed</source>
        <translation>Ein Kommentar ist nicht geschlossen</translation>
    </message>
    <message>
        <source>A raw block is not closed</source>
        <translation>Ein raw-Block ist nicht geschlossen</translation>
    </message>
    <message>
        <source>A tag is not closed</source>
        <translation>Ein Tag ist nicht geschlossen</translation>
    </message>
    <message>
        <source>A text holds a malformed escape</source>
        <translation>Ein Text enthält eine fehlerhafte Escape-Folge</translation>
    </message>
    <message>
        <source>A text is not closed</source>
        <translation>Ein Text ist nicht geschlossen</translation>
    </message>
    <message>
        <source>The character at &apos;%1&apos; is not understood</source>
        <translation>Das Zeichen bei „%1“ wird nicht verstanden</translation>
    </message>
    <message>
        <source>A method lacks its argument</source>
        <translation>Einer Methode fehlt ihr Argument</translation>
    </message>
    <message>
        <source>A method lacks its argument &apos;%1&apos;</source>
        <translation>Einer Methode fehlt ihr Argument „%1“</translation>
    </message>
    <message>
        <source>A method needs a whole number, got %1</source>
        <translation>Eine Methode braucht eine ganze Zahl, bekam aber %1</translation>
    </message>
    <message>
        <source>A method needs text, got %1</source>
        <translation>Eine Methode braucht Text, bekam aber %1</translation>
    </message>
    <message>
        <source>The chat template refuses this conversation: %1</source>
        <translation>Die Chat-Vorlage lehnt dieses Gespräch ab: %1</translation>
    </message>
    <message>
        <source>The list does not hold this value</source>
        <translation>Die Liste enthält diesen Wert nicht</translation>
    </message>
    <message>
        <source>A name is missing</source>
        <translation>Ein Name fehlt</translation>
    </message>
    <message>
        <source>Blocks are nested too deep</source>
        <translation>Blöcke sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>Expected &apos;in&apos;</source>
        <translation>„in“ erwartet</translation>
    </message>
    <message>
        <source>Expected the tag &apos;%1&apos;</source>
        <translation>Tag „%1“ erwartet</translation>
    </message>
    <message>
        <source>Recursive loops are not supported</source>
        <translation>Rekursive Schleifen werden nicht unterstützt</translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; does not belong here</source>
        <translation>Das Tag „%1“ gehört nicht hierher</translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; is missing</source>
        <translation>Das Tag „%1“ fehlt</translation>
    </message>
    <message>
        <source>The tag &apos;%1&apos; is not supported</source>
        <translation>Das Tag „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The template is too large</source>
        <translation>Die Vorlage ist zu groß</translation>
    </message>
    <message>
        <source>Unexpected &apos;%1&apos; in a tag</source>
        <translation>Unerwartetes „%1“ in einem Tag</translation>
    </message>
    <message>
        <source>Unexpected &apos;%1&apos; in an expression</source>
        <translation>Unerwartetes „%1“ in einem Ausdruck</translation>
    </message>
    <message>
        <source>The chat template is not valid UTF-8</source>
        <translation>Die Chat-Vorlage ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>The model&apos;s chat template is damaged, or uses more of Jinja than chat templates do</source>
        <translation>Die Chat-Vorlage des Modells ist beschädigt oder nutzt mehr von Jinja, als Chat-Vorlagen es tun</translation>
    </message>
    <message>
        <source>A list or mapping grows too large</source>
        <translation>Eine Liste oder Zuordnung wird zu groß</translation>
    </message>
    <message>
        <source>A value is too large to write out</source>
        <translation>Ein Wert ist zu groß zum Ausgeben</translation>
    </message>
    <message>
        <source>A test needs a value to compare with</source>
        <translation>Ein Test braucht einen Vergleichswert</translation>
    </message>
    <message>
        <source>A test needs a whole number</source>
        <translation>Ein Test braucht eine ganze Zahl</translation>
    </message>
    <message>
        <source>The test &apos;%1&apos; is not supported</source>
        <translation>Der Test „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>A pre-tokenizer behind ByteLevel is not supported</source>
        <translation>Ein Pre-Tokenizer nach ByteLevel wird nicht unterstützt</translation>
    </message>
    <message>
        <source>Only byte-level BPE is supported: its pre_tokenizer ends in ByteLevel</source>
        <translation>Nur BPE auf Byte-Ebene wird unterstützt: Sein pre_tokenizer endet mit ByteLevel</translation>
    </message>
    <message>
        <source>Sequences of pre-tokenizers within sequences are not supported</source>
        <translation>Folgen von Pre-Tokenizern innerhalb von Folgen werden nicht unterstützt</translation>
    </message>
    <message>
        <source>Supported are ByteLevel, and Split, Digits and Punctuation before it</source>
        <translation>Unterstützt werden ByteLevel sowie davor Split, Digits und Punctuation</translation>
    </message>
    <message>
        <source>The pre-tokenizer &apos;%1&apos; is not supported</source>
        <translation>Der Pre-Tokenizer „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The pre-tokenizer sequence has no list</source>
        <translation>Die Folge von Pre-Tokenizern hat keine Liste</translation>
    </message>
    <message>
        <source>The split behaviour &apos;%1&apos; is not known</source>
        <translation>Das Trennverhalten „%1“ ist unbekannt</translation>
    </message>
    <message>
        <source>The split has no pattern</source>
        <translation>Die Trennung hat kein Muster</translation>
    </message>
    <message>
        <source>The tokenizer is not a byte-level one</source>
        <translation>Der Tokenizer arbeitet nicht auf Byte-Ebene</translation>
    </message>
    <message>
        <source>Use the model as a Hugging Face folder, where tokenizer.json tells how text is cut</source>
        <translation>Verwenden Sie das Modell als Hugging-Face-Ordner, in dem tokenizer.json festlegt, wie Text zerlegt wird</translation>
    </message>
    <message>
        <source>A regular expression of the tokenizer gave up: %1</source>
        <translation>Ein regulärer Ausdruck des Tokenizers hat aufgegeben: %1</translation>
    </message>
    <message>
        <source>Patterns follow Oniguruma or PCRE2</source>
        <translation>Muster folgen Oniguruma oder PCRE2</translation>
    </message>
    <message>
        <source>The pattern or the text makes it backtrack too much</source>
        <translation>Muster oder Text führen zu übermäßigem Backtracking</translation>
    </message>
    <message>
        <source>The regular expression cannot be compiled: %1</source>
        <translation>Der reguläre Ausdruck lässt sich nicht übersetzen: %1</translation>
    </message>
    <message>
        <source>BPE, %1 tokens, %2 special, pre-tokenizer %3</source>
        <translation>BPE, %1 Tokens, %2 besondere, Pre-Tokenizer %3</translation>
    </message>
    <message>
        <source>The merge &apos;%1 %2&apos; names a token that the vocabulary lacks</source>
        <translation>Der Merge „%1 %2“ nennt ein Token, das im Vokabular fehlt</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8</source>
        <translation>Der Text ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>The tokenizer is damaged</source>
        <translation>Der Tokenizer ist beschädigt</translation>
    </message>
    <message>
        <source>A merge is not two tokens with a space between</source>
        <translation>Ein Merge besteht nicht aus zwei Tokens mit einem Leerzeichen dazwischen</translation>
    </message>
    <message>
        <source>A special token lies outside the vocabulary</source>
        <translation>Ein besonderes Token liegt außerhalb des Vokabulars</translation>
    </message>
    <message>
        <source>Supported is byte-level BPE (&apos;gpt2&apos;)</source>
        <translation>Unterstützt wird BPE auf Byte-Ebene („gpt2“)</translation>
    </message>
    <message>
        <source>The file has no usable tokenizer: %1 is missing</source>
        <translation>Die Datei hat keinen brauchbaren Tokenizer: %1 fehlt</translation>
    </message>
    <message>
        <source>The tokenizer kind &apos;%1&apos; is not supported</source>
        <translation>Die Tokenizer-Art „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The vocabulary is too large to be real</source>
        <translation>Das Vokabular ist zu groß, um echt zu sein</translation>
    </message>
    <message>
        <source>Token types and tokens differ in number</source>
        <translation>Die Anzahl der Token-Typen weicht von der Anzahl der Tokens ab</translation>
    </message>
    <message>
        <source>Use a GGUF file that holds its tokenizer, or the model as a Hugging Face folder</source>
        <translation>Verwenden Sie eine GGUF-Datei, die ihren Tokenizer enthält, oder das Modell als Hugging-Face-Ordner</translation>
    </message>
    <message>
        <source>A merge is neither two tokens nor a text with a space between them</source>
        <translation>Ein Merge besteht weder aus zwei Tokens noch aus einem Text mit einem Leerzeichen dazwischen</translation>
    </message>
    <message>
        <source>A token&apos;s id is not a number in range</source>
        <translation>Die ID eines Tokens ist keine Zahl im gültigen Bereich</translation>
    </message>
    <message>
        <source>Download the file again</source>
        <translation>Laden Sie die Datei erneut herunter</translation>
    </message>
    <message>
        <source>Download the model&apos;s tokenizer.json into the folder</source>
        <translation>Laden Sie die tokenizer.json des Modells in den Ordner</translation>
    </message>
    <message>
        <source>Its tokenizer.model is a SentencePiece one, which is not supported yet</source>
        <translation>Seine tokenizer.model gehört zu SentencePiece, das noch nicht unterstützt wird</translation>
    </message>
    <message>
        <source>Supported are tokenizers that take the text as it is</source>
        <translation>Unterstützt werden Tokenizer, die den Text unverändert übernehmen</translation>
    </message>
    <message>
        <source>Supported is byte-level BPE</source>
        <translation>Unterstützt wird BPE auf Byte-Ebene</translation>
    </message>
    <message>
        <source>Supported is byte-level BPE without sub-word marks</source>
        <translation>Unterstützt wird BPE auf Byte-Ebene ohne Teilwort-Marken</translation>
    </message>
    <message>
        <source>The folder has no tokenizer.json</source>
        <translation>Der Ordner hat keine tokenizer.json</translation>
    </message>
    <message>
        <source>The normalizer &apos;%1&apos; is not supported</source>
        <translation>Der Normalizer „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>The tokenizer has no list of merges</source>
        <translation>Der Tokenizer hat keine Merge-Liste</translation>
    </message>
    <message>
        <source>The tokenizer has no vocabulary</source>
        <translation>Der Tokenizer hat kein Vokabular</translation>
    </message>
    <message>
        <source>The tokenizer model &apos;%1&apos; is not supported</source>
        <translation>Das Tokenizer-Modell „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>All of its answer lies beyond the limit of %1 tokens</source>
        <translation>Die ganze Antwort liegt jenseits der Grenze von %1 Tokens</translation>
    </message>
    <message>
        <source>Choose the file again to read it</source>
        <translation>Wählen Sie die Datei erneut, um sie zu lesen</translation>
    </message>
    <message>
        <source>Give it an answer of the assistant</source>
        <translation>Geben Sie ihm eine Antwort des Assistenten</translation>
    </message>
    <message>
        <source>It has nothing to learn from: no token carries loss</source>
        <translation>Es enthält nichts zu lernen: Kein Token zählt für den Verlust</translation>
    </message>
    <message>
        <source>Raise the limit or shorten the prompt</source>
        <translation>Erhöhen Sie die Grenze oder kürzen Sie den Prompt</translation>
    </message>
    <message>
        <source>Reading was cancelled</source>
        <translation>Das Lesen wurde abgebrochen</translation>
    </message>
    <message>
        <source>A project has a file project.json</source>
        <translation>Ein Projekt hat eine Datei project.json</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Es ist kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>Open it, or choose another folder</source>
        <translation>Öffnen Sie es oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>The demo&apos;s data is missing from the program</source>
        <translation>Die Daten der Demo fehlen im Programm</translation>
    </message>
    <message>
        <source>The demo&apos;s settings are missing from the program</source>
        <translation>Die Einstellungen der Demo fehlen im Programm</translation>
    </message>
    <message>
        <source>The disk it lies on may have none; delete it in the file manager</source>
        <translation>Der Datenträger, auf dem er liegt, hat vielleicht keinen; löschen Sie ihn im Dateimanager</translation>
    </message>
    <message>
        <source>The folder could not be moved to the trash</source>
        <translation>Der Ordner konnte nicht in den Papierkorb verschoben werden</translation>
    </message>
    <message>
        <source>The program carries no demo data</source>
        <translation>Das Programm enthält keine Demodaten</translation>
    </message>
    <message>
        <source>There is a project in this folder already</source>
        <translation>In diesem Ordner gibt es schon ein Projekt</translation>
    </message>
    <message>
        <source>This folder is not a project</source>
        <translation>Dieser Ordner ist kein Projekt</translation>
    </message>
    <message>
        <source>This project was written by a newer LoRA Studio</source>
        <translation>Dieses Projekt stammt von einem neueren LoRA Studio</translation>
    </message>
    <message>
        <source>Update LoRA Studio and open it again</source>
        <translation>Aktualisieren Sie LoRA Studio und öffnen Sie es erneut</translation>
    </message>
    <message>
        <source>A worker is at this run</source>
        <translation>Ein Rechenprogramm arbeitet an diesem Lauf</translation>
    </message>
    <message>
        <source>A worker is at this run already</source>
        <translation>Ein Rechenprogramm arbeitet schon an diesem Lauf</translation>
    </message>
    <message>
        <source>Build or install lora-worker beside lora-studio</source>
        <translation>Erstellen oder installieren Sie lora-worker neben lora-studio</translation>
    </message>
    <message>
        <source>Create or open one on the Home page</source>
        <translation>Legen Sie auf der Seite Start eines an oder öffnen Sie eines</translation>
    </message>
    <message>
        <source>Stop the run first</source>
        <translation>Beenden Sie zuerst den Lauf</translation>
    </message>
    <message>
        <source>The run could not be moved to the trash</source>
        <translation>Der Lauf konnte nicht in den Papierkorb verschoben werden</translation>
    </message>
    <message>
        <source>The worker program is missing</source>
        <translation>Das Rechenprogramm fehlt</translation>
    </message>
    <message>
        <source>The worker behind chat and compare has ended</source>
        <translation>Das Rechenprogramm für Chat und Vergleich wurde beendet</translation>
    </message>
    <message>
        <source>Try again: it is started anew</source>
        <translation>Versuchen Sie es erneut: Es wird neu gestartet</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1, Zeile %2, Spalte %3</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>%1, line %2, byte %3</source>
        <translation>%1, Zeile %2, Byte %3</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1, Byte %2</translation>
    </message>
    <message>
        <source>message %1</source>
        <translation>Nachricht %1</translation>
    </message>
    <message>
        <source>%1: merge %2</source>
        <translation>%1: Merge %2</translation>
    </message>
    <message>
        <source>BPE, %1 tokens, %2 special, pre-tokenizer %3; %4 rare bytes have no token and are left out</source>
        <translation>BPE, %1 Tokens, %2 besondere, Pre-Tokenizer %3; %4 seltene Bytes haben kein Token und werden ausgelassen</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>Byte %1</translation>
    </message>
    <message>
        <source>The index of an older LoRA Studio could not be brought up to date and was left as it was: %1</source>
        <translation>Der Index eines älteren LoRA Studio ließ sich nicht auf den neuen Stand bringen und blieb, wie er war: %1</translation>
    </message>
    <message>
        <source>CPU, %1, %2 thread</source>
        <translation>CPU, %1, %2 Thread</translation>
    </message>
    <message>
        <source>CPU, %1, %2 threads</source>
        <translation>CPU, %1, %2 Threads</translation>
    </message>
    <message>
        <source>Choose auto or float32</source>
        <translation>Wählen Sie auto oder float32</translation>
    </message>
    <message>
        <source>Choose auto, float32, bfloat16 or int16</source>
        <translation>Wählen Sie auto, float32, bfloat16 oder int16</translation>
    </message>
    <message>
        <source>Choose auto, or the device cpu</source>
        <translation>Wählen Sie auto oder das Gerät cpu</translation>
    </message>
    <message>
        <source>GPUs do not multiply int16</source>
        <translation>GPUs multiplizieren int16 nicht</translation>
    </message>
    <message>
        <source>This processor does not multiply int16</source>
        <translation>Dieser Prozessor multipliziert int16 nicht</translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterCosts</name>
    <message>
        <source>recomputing layers</source>
        <translation>Schichten neu berechnet</translation>
    </message>
    <message>
        <source>recomputing feed-forward</source>
        <translation>Feed-Forward neu berechnet</translation>
    </message>
    <message>
        <source>What the adapter costs</source>
        <translation>Was der Adapter kostet</translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation>Trainierbare Parameter</translation>
    </message>
    <message>
        <source>Adapter file</source>
        <translation>Adapterdatei</translation>
    </message>
    <message>
        <source>safetensors, float32</source>
        <translation>safetensors, float32</translation>
    </message>
    <message>
        <source>Numbers that training changes. The base model&apos;s own stay as they are.</source>
        <translation>Zahlen, die das Training ändert. Die des Basismodells bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Size of adapter_model.safetensors, which other tools load.</source>
        <translation>Größe von adapter_model.safetensors, die andere Programme laden.</translation>
    </message>
    <message>
        <source>%1 trainable parameters</source>
        <translation>%1 trainierbare Parameter</translation>
    </message>
    <message>
        <source>%1 of the base</source>
        <extracomment>%1 is a share: 0.36 % of the base model&apos;s parameters</extracomment>
        <translation>%1 der Basis</translation>
    </message>
    <message>
        <source>Adapter file of %1</source>
        <translation>Adapterdatei mit %1</translation>
    </message>
    <message>
        <source>Memory: %1, for batches of %2 × %3 tokens</source>
        <translation>Speicher: %1, für Batches von %2 × %3 Tokens</translation>
    </message>
    <message>
        <source>What is recomputed is not kept in memory; the backward pass makes it again. It takes longer and learns the same.</source>
        <translation>Was neu berechnet wird, bleibt nicht im Speicher; der Rückwärtsdurchlauf erzeugt es erneut. Das dauert länger und lernt dasselbe.</translation>
    </message>
    <message>
        <source>It fits, but leaves little for other programs.</source>
        <translation>Es passt, lässt aber wenig für andere Programme.</translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterPage</name>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation>Weiter zum Training</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Paint all linear modules</source>
        <translation>Alle linearen Module markieren</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>All linear</source>
        <translation>Alle linearen</translation>
    </message>
    <message>
        <source>Every linear module of every layer: the default, learns most.</source>
        <translation>Jedes lineare Modul jeder Schicht: der Standard, lernt am meisten.</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>q, k, v and o of every layer: how the model looks around.</source>
        <translation>q, k, v und o jeder Schicht: wie das Modell sich umsieht.</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>Feed-Forward</translation>
    </message>
    <message>
        <source>gate, up and down of every layer: what the model knows.</source>
        <translation>gate, up und down jeder Schicht: was das Modell weiß.</translation>
    </message>
    <message>
        <source>Last third</source>
        <translation>Letztes Drittel</translation>
    </message>
    <message>
        <source>Only the layers nearest the output: style rather than knowledge.</source>
        <translation>Nur die Schichten nahe der Ausgabe: eher Stil als Wissen.</translation>
    </message>
    <message>
        <source>q and v</source>
        <translation>q und v</translation>
    </message>
    <message>
        <source>As in the first LoRA paper: small, and often enough.</source>
        <translation>Wie im ersten LoRA-Artikel: klein und oft genug.</translation>
    </message>
    <message>
        <source>Clear</source>
        <extracomment>a button: paint nothing</extracomment>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Nothing painted. Undo brings it back.</source>
        <translation>Nichts markiert. „Rückgängig“ holt es zurück.</translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to clear, Shift to extend. Keys: arrows, space, 1–8, + and −, 0.</source>
        <translation>Ziehen malt, Ziehen mit rechts löscht, Umschalt erweitert. Tasten: Pfeile, Leertaste, 1–8, + und −, 0.</translation>
    </message>
    <message>
        <source>set rank %1 everywhere</source>
        <translation>überall Rang %1 setzen</translation>
    </message>
    <message>
        <source>change alpha</source>
        <translation>Alpha ändern</translation>
    </message>
    <message>
        <source>change dropout</source>
        <translation>Dropout ändern</translation>
    </message>
    <message>
        <source>use rsLoRA</source>
        <translation>rsLoRA verwenden</translation>
    </message>
    <message>
        <source>use plain scaling</source>
        <translation>einfache Skalierung verwenden</translation>
    </message>
    <message>
        <source>start fresh</source>
        <extracomment>what Undo would take back, after the word Undo; as are &quot;paint %1&quot;, &quot;set rank %1 everywhere&quot; and the like</extracomment>
        <translation>neu beginnen</translation>
    </message>
    <message>
        <source>go on from %1</source>
        <translation>von %1 aus weitermachen</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Es ist kein Projekt geöffnet.</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>Zum Start</translation>
    </message>
    <message>
        <source>The base model is being read.</source>
        <translation>Das Basismodell wird gelesen.</translation>
    </message>
    <message>
        <source>An adapter is painted over a base model: choose that first.</source>
        <translation>Ein Adapter entsteht auf einem Basismodell: Wählen Sie dieses zuerst.</translation>
    </message>
    <message>
        <source>Choose base model</source>
        <translation>Basismodell wählen</translation>
    </message>
    <message>
        <source>Nothing is painted, so there is nothing to train.</source>
        <translation>Es ist nichts markiert, also gibt es nichts zu trainieren.</translation>
    </message>
    <message>
        <source>Nothing is painted yet</source>
        <translation>Noch nichts markiert</translation>
    </message>
    <message>
        <source>%1 · %2 trainable (%3)</source>
        <translation>%1 · %2 trainierbar (%3)</translation>
    </message>
    <message>
        <source>apply a preset</source>
        <translation>Voreinstellung anwenden</translation>
    </message>
</context>
<context>
    <name>lora::ui::AdapterSettings</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Rank to paint with</source>
        <translation>Rang zum Malen</translation>
    </message>
    <message>
        <source>Paint with rank %1</source>
        <translation>Mit Rang %1 markieren</translation>
    </message>
    <message>
        <source>Rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>How much each module can learn. 16 suits most jobs; more for new skills, less for a tone of voice.</source>
        <translation>Wie viel jedes Modul lernen kann. 16 passt meistens; mehr für neue Fähigkeiten, weniger für einen Tonfall.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>How loudly the adapter speaks: its part is scaled by alpha ÷ rank. Twice the rank is the habit.</source>
        <translation>Wie laut der Adapter spricht: Sein Anteil wird mit Alpha ÷ Rang skaliert. Üblich ist der doppelte Rang.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the adapter&apos;s inputs left out at random while training, against learning by heart. 0.05 is the default; more for few examples.</source>
        <translation>Anteil der Eingaben des Adapters, der beim Training zufällig ausgelassen wird, gegen Auswendiglernen. Standard ist 0,05; mehr bei wenigen Beispielen.</translation>
    </message>
    <message>
        <source>Rank-stabilised scaling (rsLoRA)</source>
        <translation>Rangstabile Skalierung (rsLoRA)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Scales by alpha ÷ √rank instead, so that ranks of 64 and more still learn at the same pace.</source>
        <translation>Skaliert stattdessen mit Alpha ÷ √Rang, damit auch Ränge ab 64 gleich schnell lernen.</translation>
    </message>
    <message>
        <source>Start fresh</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Give every painted cell rank %1</source>
        <translation>Jeder markierten Zelle Rang %1 geben</translation>
    </message>
    <message>
        <source>Cells have different alphas; a change here sets all of them.</source>
        <translation>Die Zellen haben verschiedene Alphas; eine Änderung hier setzt alle.</translation>
    </message>
    <message>
        <source>At rank %1 the adapter is scaled by %2.</source>
        <translation>Bei Rang %1 wird der Adapter mit %2 skaliert.</translation>
    </message>
    <message>
        <source>Goes on from %1</source>
        <translation>Macht von %1 aus weiter</translation>
    </message>
</context>
<context>
    <name>lora::ui::AnswerPane</name>
    <message>
        <source>Answer %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>Who answers in pane %1</source>
        <translation>Wer in Spalte %1 antwortet</translation>
    </message>
    <message>
        <source>The base, the result of a run, or one of its checkpoints</source>
        <translation>Die Basis, das Ergebnis eines Laufs oder einer seiner Checkpoints</translation>
    </message>
    <message>
        <source>Fingerprint of the weights</source>
        <translation>Fingerabdruck der Gewichte</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Copies the answer</source>
        <translation>Kopiert die Antwort</translation>
    </message>
    <message>
        <source>Remove this pane</source>
        <translation>Diese Spalte entfernen</translation>
    </message>
    <message>
        <source>Removes this pane</source>
        <translation>Entfernt diese Spalte</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens pro Sekunde</translation>
    </message>
    <message>
        <source>Text of answer %1</source>
        <translation>Text der Antwort %1</translation>
    </message>
    <message>
        <source>The answer comes here</source>
        <translation>Hier erscheint die Antwort</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
    <message>
        <source>Weights that answered: %1
Click copies it</source>
        <translation>Gewichte, die geantwortet haben: %1
Ein Klick kopiert sie</translation>
    </message>
    <message>
        <source>Fingerprint of the weights that answered: %1</source>
        <translation>Fingerabdruck der Gewichte, die geantwortet haben: %1</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Tokens/s</translation>
    </message>
</context>
<context>
    <name>lora::ui::AnswerView</name>
    <message>
        <source>“%1”: probability %2 %, log-probability %3</source>
        <translation>„%1“: Wahrscheinlichkeit %2 %, Log-Wahrscheinlichkeit %3</translation>
    </message>
    <message>
        <source>to the base: %1 %, %2</source>
        <extracomment>after the probability and log-probability of a token with the adapter: the same with the base alone</extracomment>
        <translation>für die Basis: %1 %, %2</translation>
    </message>
</context>
<context>
    <name>lora::ui::BasePage</name>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Choose base model…</source>
        <translation>Basismodell wählen…</translation>
    </message>
    <message>
        <source>Open a GGUF file</source>
        <translation>GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>Continue to Data</source>
        <translation>Weiter zu den Daten</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder: config.json, safetensors and tokenizer.json</source>
        <translation>Hugging-Face-Ordner öffnen: config.json, safetensors und tokenizer.json</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>Zum Start</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Use SmolLM2-135M (included)</source>
        <translation>SmolLM2-135M verwenden (enthalten)</translation>
    </message>
    <message>
        <source>SmolLM2-135M is not installed</source>
        <translation>SmolLM2-135M ist nicht installiert</translation>
    </message>
    <message>
        <source>A small chat model of 135 million parameters, Apache-2.0: trains on any machine</source>
        <translation>Ein kleines Chat-Modell mit 135 Millionen Parametern, Apache-2.0: lässt sich auf jedem Computer trainieren</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>A GGUF file, as llama.cpp and Ollama use them</source>
        <translation>Eine GGUF-Datei, wie llama.cpp und Ollama sie verwenden</translation>
    </message>
    <message>
        <source>Or drop a file or folder anywhere on the window.</source>
        <translation>Oder legen Sie eine Datei oder einen Ordner irgendwo im Fenster ab.</translation>
    </message>
    <message>
        <source>Used before</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Base models used before</source>
        <translation>Zuletzt verwendete Basismodelle</translation>
    </message>
    <message>
        <source>Choose the model that learns from your examples: a GGUF file or a Hugging Face folder.</source>
        <translation>Wählen Sie das Modell, das aus Ihren Beispielen lernt: eine GGUF-Datei oder einen Hugging-Face-Ordner.</translation>
    </message>
    <message>
        <source>Shape of the model</source>
        <translation>Aufbau des Modells</translation>
    </message>
    <message>
        <source>File, tokenizer and licence</source>
        <translation>Datei, Tokenizer und Lizenz</translation>
    </message>
    <message>
        <source>Fingerprint being computed</source>
        <translation>Fingerabdruck wird berechnet</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>Fingerabdruck kopieren</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Es ist kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>A base model is chosen for a project. Open one, or start the demo, on Home.</source>
        <translation>Ein Basismodell wird für ein Projekt gewählt. Öffnen Sie unter „Start“ eines oder starten Sie dort die Demo.</translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation>Basismodell wählen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation>GGUF-Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose a Hugging Face folder</source>
        <translation>Hugging-Face-Ordner wählen</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>%1 wird angesehen</translation>
    </message>
    <message>
        <source>choose %1</source>
        <translation>%1 wählen</translation>
    </message>
    <message>
        <source>No base model chosen yet</source>
        <translation>Noch kein Basismodell gewählt</translation>
    </message>
    <message>
        <source>%1 cannot be used</source>
        <translation>%1 ist nicht verwendbar</translation>
    </message>
    <message>
        <source>Reading the header of %1</source>
        <translation>Der Kopf von %1 wird gelesen</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3</source>
        <translation>%1 · %2 Parameter · %3</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>no tokenizer found</source>
        <translation>kein Tokenizer gefunden</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>SHA-256 over the configuration and every weight: names this model whatever its file is called.</source>
        <translation>SHA-256 über die Konfiguration und alle Gewichte: benennt dieses Modell, wie auch immer seine Datei heißt.</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
</context>
<context>
    <name>lora::ui::BaseService</name>
    <message>
        <source>The index could not be written</source>
        <translation>Der Index konnte nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>lora::ui::CheckList</name>
    <message>
        <source>Fine</source>
        <extracomment>spoken before the text of a check that has passed</extracomment>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Einen Blick wert</translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation>Muss behoben werden</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Checks of the data</source>
        <translation>Prüfungen der Daten</translation>
    </message>
</context>
<context>
    <name>lora::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Find an action, a page, a run or a setting</source>
        <translation>Aktion, Seite, Lauf oder Einstellung suchen</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Gefundene Befehle</translation>
    </message>
</context>
<context>
    <name>lora::ui::ComparePage</name>
    <message>
        <source>Compare</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Ask</source>
        <extracomment>a button: send the prompt to every pane</extracomment>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Sends the prompt to every pane (Ctrl+Enter)</source>
        <translation>Sendet den Prompt an jede Spalte (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Again with another seed</source>
        <translation>Neuer Startwert</translation>
    </message>
    <message>
        <source>Asks the same with a new seed: shows what is luck and what the adapter learnt</source>
        <translation>Fragt dasselbe mit neuem Startwert (Seed): zeigt, was Zufall ist und was der Adapter gelernt hat</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Tints each token by how much likelier (vermilion) or unlikelier (blue) it is than to the base; numbers are under the cursor</source>
        <translation>Färbt jedes Token danach, wie viel wahrscheinlicher (zinnoberrot) oder unwahrscheinlicher (blau) es ist als für die Basis; Zahlen stehen unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Shows or hides earlier comparisons</source>
        <translation>Blendet frühere Vergleiche ein oder aus</translation>
    </message>
    <message>
        <source>Add a pane</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Compares one more, up to four</source>
        <translation>Vergleicht eine weitere, bis zu vier</translation>
    </message>
    <message>
        <source>Export the comparison…</source>
        <translation>Vergleich exportieren…</translation>
    </message>
    <message>
        <source>Writes prompt, settings and answers to a Markdown or JSON file</source>
        <translation>Schreibt Prompt, Einstellungen und Antworten in eine Markdown- oder JSON-Datei</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stops the answers where they are</source>
        <translation>Beendet die Antworten an der jetzigen Stelle</translation>
    </message>
    <message>
        <source>Earlier comparisons, newest first</source>
        <translation>Frühere Vergleiche, neueste zuerst</translation>
    </message>
    <message>
        <source>Earlier comparisons, newest first; a click shows one again</source>
        <translation>Frühere Vergleiche, neueste zuerst; ein Klick zeigt einen wieder</translation>
    </message>
    <message>
        <source>Choose a base model first</source>
        <translation>Zuerst Basismodell wählen</translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation>Basismodell wählen</translation>
    </message>
    <message>
        <source>No base model is chosen yet, so nothing can answer.</source>
        <translation>Es ist noch kein Basismodell gewählt, daher kann nichts antworten.</translation>
    </message>
    <message>
        <source>Train one</source>
        <translation>Adapter trainieren</translation>
    </message>
    <message>
        <source>This project has no adapter yet: both panes show the base.</source>
        <translation>Dieses Projekt hat noch keinen Adapter: Beide Spalten zeigen die Basis.</translation>
    </message>
    <message>
        <source>%1 panes are answering with seed %2</source>
        <translation>%1 Spalten antworten mit Startwert %2</translation>
    </message>
    <message>
        <source>Ask something: every pane gets the same prompt and seed</source>
        <translation>Fragen Sie etwas: gleicher Prompt und Startwert für alle</translation>
    </message>
    <message>
        <source>Same prompt, same seed %1; differing words are underlined</source>
        <translation>Startwert %1; Abweichendes ist unterstrichen</translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation>Nach %1 Tokens abgeschnitten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>This pane has no answer: the model ended at once. Try another seed.</source>
        <translation>Diese Spalte hat keine Antwort: Das Modell hörte sofort auf. Versuchen Sie einen anderen Startwert.</translation>
    </message>
    <message>
        <source>No trustworthy answer: %1</source>
        <translation>Keine verlässliche Antwort: %1</translation>
    </message>
    <message>
        <source>Answered by %1, which is no longer there</source>
        <translation>Beantwortet von %1, nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json)</source>
        <translation>Markdown (*.md);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>Antworten nebeneinander</translation>
    </message>
    <message>
        <source>Earlier comparisons</source>
        <translation>Frühere Vergleiche</translation>
    </message>
</context>
<context>
    <name>lora::ui::CrashNotice</name>
    <message>
        <source>Show report</source>
        <translation>Bericht anzeigen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation>Absturzbericht</translation>
    </message>
    <message>
        <source>Hide report</source>
        <translation>Bericht ausblenden</translation>
    </message>
    <message>
        <source>LoRA Studio ended unexpectedly last time (%1).</source>
        <translation>LoRA Studio wurde beim letzten Mal unerwartet beendet (%1).</translation>
    </message>
    <message>
        <source>A worker of LoRA Studio ended unexpectedly (%1).</source>
        <translation>Ein Rechenprogramm von LoRA Studio wurde unerwartet beendet (%1).</translation>
    </message>
    <message>
        <source>There are %1 new reports; this is the latest.</source>
        <translation>Es gibt %1 neue Berichte; dies ist der letzte.</translation>
    </message>
    <message>
        <source>Runs go on by themselves: %1 is still training.</source>
        <translation>Läufe arbeiten eigenständig weiter: %1 trainiert noch.</translation>
    </message>
    <message>
        <source>Runs go on by themselves; nothing of them is lost.</source>
        <translation>Läufe arbeiten eigenständig weiter; von ihnen ist nichts verloren.</translation>
    </message>
    <message>
        <source>A run that it worked on can be resumed on the Train page.</source>
        <translation>Ein Lauf, an dem es arbeitete, lässt sich auf der Seite „Training“ fortsetzen.</translation>
    </message>
    <message>
        <source>The report stays on this computer unless you pass it on.</source>
        <translation>Der Bericht bleibt auf diesem Computer, sofern Sie ihn nicht weitergeben.</translation>
    </message>
</context>
<context>
    <name>lora::ui::DataPage</name>
    <message>
        <source>Examples (*.jsonl *.json *.ndjson *.txt);;All files (*)</source>
        <translation>Beispiele (*.jsonl *.json *.ndjson *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Detected: %1</source>
        <translation>Erkannt: %1</translation>
    </message>
    <message>
        <source>Detected: %1
Columns: %2</source>
        <translation>Erkannt: %1
Spalten: %2</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Add data…</source>
        <translation>Daten hinzufügen…</translation>
    </message>
    <message>
        <source>JSONL, JSON or plain text</source>
        <translation>JSONL, JSON oder reiner Text</translation>
    </message>
    <message>
        <source>Continue to Adapter</source>
        <translation>Weiter zum Adapter</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>remove files</source>
        <translation>Dateien entfernen</translation>
    </message>
    <message>
        <source>choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>change the hold-out</source>
        <translation>Prüfanteil ändern</translation>
    </message>
    <message>
        <source>Choose the hold-out</source>
        <translation>Prüfdatei wählen</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Längen</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Longest example in tokens (max_seq_length). Longer ones are cut; memory grows with it. 1,024 is the default.</source>
        <translation>Längstes Beispiel in Tokens (max_seq_length). Längere werden abgeschnitten; der Speicherbedarf wächst mit. Standard: 1.024.</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Tokens</translation>
    </message>
    <message>
        <source>Limit in tokens</source>
        <translation>Grenze in Tokens</translation>
    </message>
    <message>
        <source>set the limit to %1</source>
        <translation>Grenze auf %1 setzen</translation>
    </message>
    <message>
        <source>%1 examples are longer and would be cut.</source>
        <translation>%1 Beispiele sind länger und würden abgeschnitten.</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>Daten hinzufügen</translation>
    </message>
    <message>
        <source>add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>hold out a share</source>
        <translation>einen Anteil zurückhalten</translation>
    </message>
    <message>
        <source>hold out %1</source>
        <translation>%1 zurückhalten</translation>
    </message>
    <message>
        <source>keep the rest</source>
        <translation>den Rest behalten</translation>
    </message>
    <message>
        <source>require all rows</source>
        <translation>alle Zeilen verlangen</translation>
    </message>
    <message>
        <source>Bring examples of what the model should say: JSONL, JSON or plain text.</source>
        <translation>Geben Sie Beispiele für das, was das Modell sagen soll: JSONL, JSON oder reiner Text.</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Es ist kein Projekt geöffnet.</translation>
    </message>
    <message>
        <source>Go to Home</source>
        <translation>Zum Start</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>Dateien werden gelesen</translation>
    </message>
    <message>
        <source>Counting tokens</source>
        <translation>Tokens werden gezählt</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>Nicht erkannt</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Lengths appear once the data is read.</source>
        <translation>Die Längen erscheinen, sobald die Daten gelesen sind.</translation>
    </message>
    <message>
        <source>Lengths are known once a base model is chosen.</source>
        <translation>Die Längen sind bekannt, sobald ein Basismodell gewählt ist.</translation>
    </message>
    <message>
        <source>The model was made for %1 tokens at most.</source>
        <translation>Das Modell ist für höchstens %1 Tokens gemacht.</translation>
    </message>
    <message>
        <source>1 example is longer and is cut.</source>
        <translation>1 Beispiel ist länger und wird abgeschnitten.</translation>
    </message>
    <message>
        <source>%1 examples are longer and are cut.</source>
        <translation>%1 Beispiele sind länger und werden abgeschnitten.</translation>
    </message>
    <message>
        <source>Every example fits whole.</source>
        <translation>Jedes Beispiel passt ganz hinein.</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>%1, not read</source>
        <translation>%1, nicht gelesen</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1 ist nicht verwendbar: %2</translation>
    </message>
    <message>
        <source>1 example from %1</source>
        <translation>1 Beispiel aus %1</translation>
    </message>
    <message>
        <source>%1 examples from %2</source>
        <translation>%1 Beispiele aus %2</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgelehnt</translation>
    </message>
</context>
<context>
    <name>lora::ui::DataService</name>
    <message>
        <source>The index could not be written</source>
        <translation>Der Index konnte nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>lora::ui::ExampleTable</name>
    <message>
        <source>Cut from %1 to %2 tokens</source>
        <translation>Von %1 auf %2 Tokens gekürzt</translation>
    </message>
    <message>
        <source>Row %1, refused: %2</source>
        <translation>Zeile %1, abgelehnt: %2</translation>
    </message>
    <message>
        <source>Tokens that the model learns to write: what the assistant says</source>
        <translation>Tokens, die das Modell schreiben lernt: was der Assistent sagt</translation>
    </message>
    <message>
        <source>No.</source>
        <extracomment>head of a column: number of the example</extracomment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>With loss</source>
        <translation>Im Verlust</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>head of a column: file and line that the example comes from</extracomment>
        <translation>Aus</translation>
    </message>
</context>
<context>
    <name>lora::ui::ExampleView</name>
    <message>
        <source>Progress of reading the data</source>
        <translation>Fortschritt beim Lesen der Daten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel reading</source>
        <translation>Lesen abbrechen</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Show as %1</source>
        <translation>Als %1 anzeigen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the examples</source>
        <translation>Beispiele durchsuchen</translation>
    </message>
    <message>
        <source>Previous example</source>
        <translation>Voriges Beispiel</translation>
    </message>
    <message>
        <source>Next example</source>
        <translation>Nächstes Beispiel</translation>
    </message>
    <message>
        <source>A token is a piece of text. The model learns to write the coloured ones; the grey ones it only reads.</source>
        <translation>Ein Token ist ein Stück Text. Die farbigen lernt das Modell schreiben; die grauen liest es nur.</translation>
    </message>
    <message>
        <source>Point at a token, or use the arrow keys, for its id.</source>
        <translation>Für die ID: auf ein Token zeigen oder Pfeiltasten.</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>nichts gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Left out of training: %1</source>
        <translation>Vom Training ausgenommen: %1</translation>
    </message>
    <message>
        <source>Tokens appear here once a base model is chosen</source>
        <translation>Die Tokens erscheinen hier, sobald ein Basismodell gewählt ist</translation>
    </message>
    <message>
        <source>%1 tokens, &lt;span style=&apos;color:%2&apos;&gt;■&lt;/span&gt; %3 carry loss</source>
        <translation>%1 Tokens, &lt;span style=&apos;color:%2&apos;&gt;■&lt;/span&gt; %3 zählen zum Verlust</translation>
    </message>
</context>
<context>
    <name>lora::ui::ExportPage</name>
    <message>
        <source>Loading the base model</source>
        <translation>Basismodell wird geladen</translation>
    </message>
    <message>
        <source>Reading the adapter</source>
        <translation>Adapter wird gelesen</translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation>Dateien werden geschrieben</translation>
    </message>
    <message>
        <source>Reading back and comparing</source>
        <translation>Wird zurückgelesen und verglichen</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export adapter</source>
        <translation>Adapter exportieren</translation>
    </message>
    <message>
        <source>Writes the adapter to the folder, reads it back and compares what it answers</source>
        <translation>Schreibt den Adapter in den Ordner, liest ihn zurück und vergleicht, was er antwortet</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Shows the exported files in the file manager</source>
        <translation>Zeigt die exportierten Dateien in der Dateiverwaltung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stops the export</source>
        <translation>Bricht den Export ab</translation>
    </message>
    <message>
        <source>Train one</source>
        <translation>Jetzt trainieren</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>The result of a run, or one of its checkpoints</source>
        <translation>Das Ergebnis eines Laufs oder einer seiner Checkpoints</translation>
    </message>
    <message>
        <source>PEFT (safetensors): loads in transformers and PEFT</source>
        <translation>PEFT (safetensors): ladbar in transformers und PEFT</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>What other tools read. Default: PEFT.</source>
        <translation>Was andere Werkzeuge lesen. Standard: PEFT.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the target folder</source>
        <translation>Zielordner wählen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>A new folder for the adapter. Default: exports/ within the project.</source>
        <translation>Ein neuer Ordner für den Adapter. Standard: exports/ im Projekt.</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>Geschriebene Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Load it in Python</source>
        <translation>In Python laden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the Python lines</source>
        <translation>Python-Zeilen kopieren</translation>
    </message>
    <message>
        <source>How to load it in PEFT</source>
        <translation>So laden Sie ihn in PEFT</translation>
    </message>
    <message>
        <source>This project has no adapter yet.</source>
        <translation>Dieses Projekt hat noch keinen Adapter.</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>Export läuft: %1</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Nach %1 exportiert</translation>
    </message>
    <message>
        <source>Nothing to export until a run has written an adapter</source>
        <translation>Es gibt nichts zu exportieren, bis ein Lauf einen Adapter geschrieben hat</translation>
    </message>
    <message>
        <source>Ready to export %1</source>
        <translation>Bereit zum Export: %1</translation>
    </message>
    <message>
        <source>Opening the base model</source>
        <translation>Basismodell wird geöffnet</translation>
    </message>
    <message>
        <source>The export could not be verified, so do not use it</source>
        <translation>Der Export ließ sich nicht prüfen; verwenden Sie ihn nicht</translation>
    </message>
    <message>
        <source>Verified: read back from disk, its logits differ by %1 at most</source>
        <translation>Geprüft: vom Datenträger zurückgelesen; die Logits weichen um höchstens %1 ab</translation>
    </message>
</context>
<context>
    <name>lora::ui::FilesPanel</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>Datendateien</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Add data files</source>
        <translation>Datendateien hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the selected files</source>
        <translation>Ausgewählte Dateien entfernen</translation>
    </message>
    <message>
        <source>Takes the files out of the project&apos;s data; they stay on disk</source>
        <translation>Nimmt die Dateien aus den Daten des Projekts; auf dem Datenträger bleiben sie erhalten</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>Spalten wählen…</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>Prüfanteil</translation>
    </message>
    <message>
        <source> % of the examples</source>
        <translation> % der Beispiele</translation>
    </message>
    <message>
        <source>Share of examples held out</source>
        <translation>Anteil zurückgehaltener Beispiele</translation>
    </message>
    <message>
        <source>Kept from training to measure what was learnt. 10 % is the default.</source>
        <translation>Bleiben vom Training ausgenommen, um zu messen, was gelernt wurde. Standard: 10 %.</translation>
    </message>
    <message>
        <source>Use a file of its own…</source>
        <translation>Eigene Datei verwenden…</translation>
    </message>
    <message>
        <source>Examples that are never trained on, from a file that you prepared for it</source>
        <translation>Beispiele, auf denen nie trainiert wird, aus einer Datei, die Sie dafür vorbereitet haben</translation>
    </message>
    <message>
        <source>Use a share instead</source>
        <translation>Stattdessen einen Anteil</translation>
    </message>
    <message>
        <source>Holds out a share of the examples again; the file stays on disk</source>
        <translation>Hält wieder einen Anteil der Beispiele zurück; die Datei bleibt auf dem Datenträger</translation>
    </message>
</context>
<context>
    <name>lora::ui::FoldPanel</name>
    <message>
        <source>Fold the panel: %1</source>
        <translation>Bereich einklappen: %1</translation>
    </message>
    <message>
        <source>Show the panel: %1</source>
        <translation>Bereich anzeigen: %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::FoundCard</name>
    <message>
        <source>Looking for models on this computer</source>
        <translation>Auf diesem Computer wird nach Modellen gesucht</translation>
    </message>
    <message>
        <source>No base model was found on this computer</source>
        <translation>Auf diesem Computer wurde kein Basismodell gefunden</translation>
    </message>
    <message>
        <source>1 model found on this computer</source>
        <translation>1 Modell auf diesem Computer gefunden</translation>
    </message>
    <message>
        <source>%1 models found on this computer</source>
        <translation>%1 Modelle auf diesem Computer gefunden</translation>
    </message>
    <message>
        <source>Folders of Hugging Face, llama.cpp, LM Studio and Ollama are looked at, on this computer alone. Any other model is chosen on the Base model page.</source>
        <translation>Durchsucht werden die Ordner von Hugging Face, llama.cpp, LM Studio und Ollama, nur auf diesem Computer. Jedes andere Modell wählen Sie auf der Seite „Basismodell“.</translation>
    </message>
    <message>
        <source>And %1 more: a project&apos;s Base model page lists them all.</source>
        <translation>Und %1 weitere: Die Seite „Basismodell“ eines Projekts führt alle auf.</translation>
    </message>
</context>
<context>
    <name>lora::ui::FoundList</name>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Look for models again</source>
        <translation>Erneut nach Modellen suchen</translation>
    </message>
    <message>
        <source>Looks again in the folders of Hugging Face, llama.cpp, LM Studio and Ollama</source>
        <translation>Sucht erneut in den Ordnern von Hugging Face, llama.cpp, LM Studio und Ollama</translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <translation>Nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>Models found on this computer: %1</source>
        <translation>Auf diesem Computer gefundene Modelle: %1</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht…</translation>
    </message>
    <message>
        <source>None found in the folders of Hugging Face, llama.cpp, LM Studio and Ollama.</source>
        <translation>Keine in den Ordnern von Hugging Face, llama.cpp, LM Studio und Ollama gefunden.</translation>
    </message>
</context>
<context>
    <name>lora::ui::GuideFinder</name>
    <message>
        <source>Find in the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Up and Down choose among the places found, Enter opens one, Escape ends the search</source>
        <translation>Auf und Ab wählen unter den Fundstellen, Eingabe öffnet eine, Esc beendet die Suche</translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation>Inhalt des Handbuchs</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Fundstellen</translation>
    </message>
    <message>
        <source>No page has these words</source>
        <translation>Keine Seite enthält diese Wörter</translation>
    </message>
</context>
<context>
    <name>lora::ui::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Text of the guide</source>
        <translation>Text des Handbuchs</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Back in the guide</source>
        <translation>Im Handbuch zurück</translation>
    </message>
    <message>
        <source>Forward in the guide</source>
        <translation>Im Handbuch vor</translation>
    </message>
    <message>
        <source>Guide: %1</source>
        <translation>Handbuch: %1</translation>
    </message>
    <message>
        <source>No page has “%1”</source>
        <translation>Keine Seite enthält „%1“</translation>
    </message>
    <message>
        <source>One place with “%1”</source>
        <translation>Eine Stelle mit „%1“</translation>
    </message>
    <message>
        <source>%1 places with “%2”</source>
        <translation>%1 Stellen mit „%2“</translation>
    </message>
</context>
<context>
    <name>lora::ui::HomePage</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>a button: open a project</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a project&apos;s folder</source>
        <translation>Projektordner öffnen</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>Keep the English word beside yours, so that who cannot read the language finds the way out.</extracomment>
        <translation>Sprache (Language)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Welcome. LoRA Studio teaches a language model from your examples, on this computer alone: it works without a network and sends nothing anywhere.</source>
        <translation>Willkommen. LoRA Studio trainiert ein Sprachmodell mit Ihren Beispielen, nur auf diesem Computer: Es arbeitet ohne Netz und sendet nichts.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Letzte Projekte</translation>
    </message>
    <message>
        <source>No project yet. A project keeps one job together: its base model, its data and its runs.</source>
        <translation>Noch kein Projekt. Ein Projekt hält eine Aufgabe zusammen: Basismodell, Daten und Läufe.</translation>
    </message>
    <message>
        <source>LoRA Studio</source>
        <translation>LoRA Studio</translation>
    </message>
    <message>
        <source>Teach a small model a bank&apos;s house style</source>
        <translation>Einem kleinen Modell den Hausstil einer Bank beibringen</translation>
    </message>
    <message>
        <source>200 examples, a base model that comes with the program, and about five minutes of training on this machine. Nothing leaves it.</source>
        <translation>200 Beispiele, ein mitgeliefertes Basismodell und etwa fünf Minuten Training auf diesem Computer. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>The list of projects cannot be kept: %1</source>
        <translation>Die Projektliste kann nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>%1 is open</source>
        <translation>%1 ist geöffnet</translation>
    </message>
    <message>
        <source>Start with the demo, or make a project of your own</source>
        <translation>Beginnen Sie mit der Demo oder legen Sie ein eigenes Projekt an</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>What is the project called?</source>
        <translation>Wie heißt das Projekt?</translation>
    </message>
    <message>
        <source>My adapter</source>
        <translation>Mein Adapter</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Move this project to the trash?</source>
        <translation>Dieses Projekt in den Papierkorb verschieben?</translation>
    </message>
    <message>
        <source>%1 with its runs, checkpoints and data. You can bring it back from the trash.</source>
        <translation>%1 mit Läufen, Checkpoints und Daten. Sie können es aus dem Papierkorb zurückholen.</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
</context>
<context>
    <name>lora::ui::LayerMap</name>
    <message>
        <source>Layers by modules</source>
        <translation>Schichten nach Modulen</translation>
    </message>
    <message>
        <source>paint %1</source>
        <translation>%1 markieren</translation>
    </message>
    <message>
        <source>paint layer %1</source>
        <translation>Schicht %1 markieren</translation>
    </message>
    <message>
        <source>clear cells</source>
        <translation>Zellen leeren</translation>
    </message>
    <message>
        <source>paint cells</source>
        <translation>Zellen markieren</translation>
    </message>
    <message>
        <source>set rank %1</source>
        <translation>Rang auf %1 setzen</translation>
    </message>
    <message>
        <source>raise rank</source>
        <translation>Rang erhöhen</translation>
    </message>
    <message>
        <source>lower rank</source>
        <translation>Rang verringern</translation>
    </message>
    <message>
        <source>Click paints the column, right-click clears it.</source>
        <translation>Klicken markiert die Spalte, Rechtsklick leert sie.</translation>
    </message>
    <message>
        <source>Layer %1 of %2.</source>
        <translation>Schicht %1 von %2.</translation>
    </message>
    <message>
        <source>Click paints the row, right-click clears it.</source>
        <translation>Klicken markiert die Zeile, Rechtsklick leert sie.</translation>
    </message>
    <message>
        <source>Layer %1, %2: not adapted</source>
        <translation>Schicht %1, %2: nicht angepasst</translation>
    </message>
    <message>
        <source>Layer %1, %2: rank %3, alpha %4</source>
        <translation>Schicht %1, %2: Rang %3, Alpha %4</translation>
    </message>
    <message>
        <source>No model chosen</source>
        <translation>Kein Modell gewählt</translation>
    </message>
    <message>
        <source>%1; %2 cells selected</source>
        <translation>%1; %2 Zellen ausgewählt</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>feed-forward</source>
        <translation>Feed-Forward</translation>
    </message>
</context>
<context>
    <name>lora::ui::LengthHistogram</name>
    <message>
        <source>Lengths of the examples in tokens</source>
        <translation>Längen der Beispiele in Tokens</translation>
    </message>
    <message>
        <source>Each bar counts examples of one length. Drag the line, or use the arrow keys, to set where longer examples are cut.</source>
        <translation>Jeder Balken zählt Beispiele einer Länge. Ziehen Sie die Linie oder nutzen Sie die Pfeiltasten, um festzulegen, wo längere Beispiele abgeschnitten werden.</translation>
    </message>
    <message>
        <source>No tokens counted yet</source>
        <translation>Noch keine Tokens gezählt</translation>
    </message>
    <message>
        <source>Longest %1 tokens; limit %2; %3 examples are longer</source>
        <translation>Längstes %1 Tokens; Grenze %2; %3 Beispiele sind länger</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>Grenze %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::LossPlot</name>
    <message>
        <source>Loss over training steps</source>
        <translation>Verlust über die Trainingsschritte</translation>
    </message>
    <message>
        <source>Loss of each step</source>
        <translation>Verlust jedes Schritts</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>Geglättet</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>Prüfverlust</translation>
    </message>
    <message>
        <source>Best</source>
        <extracomment>the best value of the hold-out loss, in the plot&apos;s legend</extracomment>
        <translation>Bester</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>step %1 · loss %2</source>
        <translation>Schritt %1 · Verlust %2</translation>
    </message>
    <message>
        <source>smoothed %1</source>
        <translation>geglättet %1</translation>
    </message>
    <message>
        <source>hold-out %1 at step %2</source>
        <translation>Prüfverlust %1 bei Schritt %2</translation>
    </message>
</context>
<context>
    <name>lora::ui::MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Open %1</source>
        <extracomment>a command that shows the run of this name, and below what kind of thing the command is about</extracomment>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Theme: follow the system</source>
        <translation>Design: wie das System</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Design: hell</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Design: dunkel</translation>
    </message>
    <message>
        <source>Language: follow the system</source>
        <translation>Sprache (Language): wie das System</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <extracomment>In the list of commands. Keep the English word beside yours, so that who cannot read the language finds the way out.</extracomment>
        <translation>Sprache (Language): %1</translation>
    </message>
    <message>
        <source>Training settings: basic</source>
        <translation>Trainingseinstellungen: einfach</translation>
    </message>
    <message>
        <source>Training settings: advanced</source>
        <translation>Trainingseinstellungen: erweitert</translation>
    </message>
    <message>
        <source>Open project %1</source>
        <translation>Projekt %1 öffnen</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>No page knows what to do with %1</source>
        <translation>Keine Seite kann mit %1 etwas anfangen</translation>
    </message>
</context>
<context>
    <name>lora::ui::MappingEditor</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>Vervollständigung</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Question, answer</source>
        <translation>Frage, Antwort</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>ShareGPT</source>
        <translation>ShareGPT</translation>
    </message>
    <message>
        <source>Prompt, completion</source>
        <translation>Prompt, Vervollständigung</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Format of the rows</source>
        <translation>Format der Zeilen</translation>
    </message>
    <message>
        <source>How a row becomes an example that the model can learn from</source>
        <translation>Wie aus einer Zeile ein Beispiel wird, von dem das Modell lernen kann</translation>
    </message>
    <message>
        <source>As</source>
        <extracomment>label of a list of formats: read the rows as …</extracomment>
        <translation>Als</translation>
    </message>
    <message>
        <source>Use these columns</source>
        <translation>Diese Spalten verwenden</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>no column</extracomment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Column for %1</source>
        <translation>Spalte für %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::MemoryBar</name>
    <message>
        <source>Memory needed for training</source>
        <translation>Speicherbedarf des Trainings</translation>
    </message>
    <message>
        <source>%1 of %2 available</source>
        <translation>%1 von %2 verfügbar</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>The base model as it is held: as the file stores it where that can be computed with, else expanded.</source>
        <translation>Das Basismodell, wie es gehalten wird: so, wie die Datei es speichert, wenn sich damit rechnen lässt, sonst entpackt.</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>What each layer keeps for the backward pass. Shorter sequences and smaller batches need less.</source>
        <translation>Was jede Schicht für den Rückwärtsdurchlauf behält. Kürzere Sequenzen und kleinere Batches brauchen weniger.</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>The adapter, its gradient and the two moments that AdamW keeps. Grows with rank.</source>
        <translation>Der Adapter, sein Gradient und die zwei Momente, die AdamW führt. Wächst mit dem Rang.</translation>
    </message>
    <message>
        <source>reserve</source>
        <extracomment>memory kept free for the program itself</extracomment>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>The program itself and room for the allocator.</source>
        <translation>Das Programm selbst und Spielraum für die Speicherverwaltung.</translation>
    </message>
</context>
<context>
    <name>lora::ui::Page</name>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
</context>
<context>
    <name>lora::ui::ProjectCard</name>
    <message>
        <source>Open project %1</source>
        <translation>Projekt %1 öffnen</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>Derzeit geöffnet</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>The folder is not there now</source>
        <translation>Der Ordner ist derzeit nicht vorhanden</translation>
    </message>
    <message>
        <source>Open now · %1</source>
        <translation>Derzeit geöffnet · %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>lora::ui::ProjectService</name>
    <message>
        <source>The index could not be written</source>
        <translation>Der Index konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The project could not be indexed</source>
        <translation>Das Projekt konnte nicht in den Index aufgenommen werden</translation>
    </message>
    <message>
        <source>Bank support demo</source>
        <translation>Demo Bank-Kundendienst</translation>
    </message>
    <message>
        <source>The project could not be saved</source>
        <translation>Das Projekt konnte nicht gespeichert werden</translation>
    </message>
</context>
<context>
    <name>lora::ui::PromptBar</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Ask all panes the same. Ctrl+Enter sends.</source>
        <translation>Alle Spalten dasselbe fragen. Strg+Eingabe sendet.</translation>
    </message>
    <message>
        <source>Every pane gets this prompt with the same seed. Ctrl+Enter sends.</source>
        <translation>Jede Spalte erhält diesen Prompt mit demselben Startwert. Strg+Eingabe sendet.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Told to the model before the prompt. Default: none.</source>
        <translation>Wird dem Modell vor dem Prompt gesagt. Standard: keine.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>How freely words are drawn. Default 0.7. 0 always takes the likeliest.</source>
        <translation>Wie frei Wörter gezogen werden. Standard 0,7. 0 nimmt stets das wahrscheinlichste.</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws only from the likeliest words that make up this share. Default 0.95; 1 allows all.</source>
        <translation>Zieht nur aus den wahrscheinlichsten Wörtern, die zusammen diesen Anteil ausmachen. Standard 0,95; 1 lässt alle zu.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Longest answer. Default 128.</source>
        <translation>Längste Antwort. Standard 128.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert (Seed)</translation>
    </message>
    <message>
        <source>The same seed draws the same answer. Default 42.</source>
        <translation>Derselbe Startwert zieht dieselbe Antwort. Standard 42.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop the answers</source>
        <translation>Antworten beenden</translation>
    </message>
    <message>
        <source>Send the prompt to every pane</source>
        <translation>Prompt an jede Spalte senden</translation>
    </message>
    <message>
        <source>Sends the prompt to every pane (Ctrl+Enter)</source>
        <translation>Sendet den Prompt an jede Spalte (Strg+Eingabe)</translation>
    </message>
</context>
<context>
    <name>lora::ui::Rail</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>current</source>
        <extracomment>spoken after the name of a page: this step of the job is at hand</extracomment>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>lora::ui::ReadinessCard</name>
    <message>
        <source>%1 modules</source>
        <translation>%1 Module</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 Schichten</translation>
    </message>
    <message>
        <source>LoRA, rank %1, alpha %2 on %3; %4</source>
        <translation>LoRA, Rang %1, Alpha %2 auf %3; %4</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Es ist kein Projekt geöffnet.</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>No base model is chosen yet.</source>
        <translation>Es ist noch kein Basismodell gewählt.</translation>
    </message>
    <message>
        <source>Choose a base model</source>
        <translation>Basismodell wählen</translation>
    </message>
    <message>
        <source>The base model cannot be used: %1.</source>
        <translation>Das Basismodell ist nicht verwendbar: %1.</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>Anderes wählen</translation>
    </message>
    <message>
        <source>No training data is chosen yet.</source>
        <translation>Es sind noch keine Trainingsdaten gewählt.</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>Daten hinzufügen</translation>
    </message>
    <message>
        <source>The data cannot be used: %1.</source>
        <translation>Die Daten sind nicht verwendbar: %1.</translation>
    </message>
    <message>
        <source>Look at the data</source>
        <translation>Daten ansehen</translation>
    </message>
    <message>
        <source>The adapter has no target: paint at least one module.</source>
        <translation>Der Adapter hat kein Ziel: Markieren Sie mindestens ein Modul.</translation>
    </message>
    <message>
        <source>Choose targets</source>
        <translation>Ziele wählen</translation>
    </message>
    <message>
        <source>What the next run will be made of</source>
        <translation>Woraus der nächste Lauf besteht</translation>
    </message>
    <message>
        <source>No run yet. This is what the first one will be made of.</source>
        <translation>Noch kein Lauf. Daraus wird der erste bestehen.</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Start training writes a run folder and starts a worker on it. It goes on when you close the window; the curve is here when you come back.</source>
        <translation>„Training starten“ legt einen Laufordner an und startet darauf ein Rechenprogramm. Es arbeitet weiter, wenn Sie das Fenster schließen; die Kurve ist hier, wenn Sie zurückkommen.</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>none chosen yet</source>
        <translation>noch nicht gewählt</translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation>%1 Beispiele</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>no target painted</source>
        <translation>kein Ziel markiert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lora::ui::RefusalPanel</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunPlots</name>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Memory, GB</source>
        <translation>Speicher, GB</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Smoothing of the loss curve</source>
        <translation>Glättung der Verlustkurve</translation>
    </message>
    <message>
        <source>How much the strong curve evens out the steps. 0 shows each step as it was.</source>
        <translation>Wie stark die kräftige Kurve die Schritte ausgleicht. 0 zeigt jeden Schritt, wie er war.</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Log. Skala</translation>
    </message>
    <message>
        <source>Draws the loss on a logarithmic axis: small changes late in a run become visible</source>
        <translation>Zeichnet den Verlust auf einer logarithmischen Achse: Kleine Änderungen spät im Lauf werden sichtbar</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Shows the whole run again. Drag zooms, the wheel zooms, Shift+drag pans, a double click or 0 shows all.</source>
        <translation>Zeigt wieder den ganzen Lauf. Ziehen oder Mausrad zoomt, Umschalt+Ziehen verschiebt, Doppelklick oder 0 zeigt alles.</translation>
    </message>
    <message>
        <source>Overlay</source>
        <extracomment>a button: draw other runs in the same plot</extracomment>
        <translation>Überlagern</translation>
    </message>
    <message>
        <source>Draw other runs in the same plot</source>
        <translation>Andere Läufe ins selbe Diagramm zeichnen</translation>
    </message>
    <message>
        <source>Draws the loss of other runs in the same plot</source>
        <translation>Zeichnet den Verlust anderer Läufe ins selbe Diagramm</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Saves the plot as a picture or its numbers as a table</source>
        <translation>Speichert das Diagramm als Bild oder seine Zahlen als Tabelle</translation>
    </message>
    <message>
        <source>Save the loss plot as PNG…</source>
        <translation>Verlustdiagramm als PNG speichern…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>Save the loss plot as SVG…</source>
        <translation>Verlustdiagramm als SVG speichern…</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <source>Save the run&apos;s numbers as CSV…</source>
        <translation>Zahlen des Laufs als CSV speichern…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>No other run yet</source>
        <translation>Noch kein anderer Lauf</translation>
    </message>
    <message>
        <source>The picture could not be drawn</source>
        <translation>Das Bild konnte nicht gezeichnet werden</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunService</name>
    <message>
        <source>The run could not be indexed</source>
        <translation>Der Lauf konnte nicht in den Index aufgenommen werden</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunTabs</name>
    <message>
        <source>Details of the run</source>
        <translation>Details des Laufs</translation>
    </message>
    <message>
        <source>Samples: a column a prompt, a row a step, the newest first</source>
        <translation>Proben: je Prompt eine Spalte, je Schritt eine Zeile, die neueste zuerst</translation>
    </message>
    <message>
        <source>No samples yet. Sample now, or give sample prompts in the settings, and the answers come here as the adapter changes.</source>
        <translation>Noch keine Proben. Ziehen Sie jetzt eine Probe oder geben Sie in den Einstellungen Proben-Prompts an; die Antworten erscheinen hier, während sich der Adapter verändert.</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>What runs</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>The exact spec of this run, as its folder keeps it</source>
        <translation>Die genaue Spezifikation dieses Laufs, wie sein Ordner sie aufbewahrt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the spec</source>
        <translation>Spezifikation kopieren</translation>
    </message>
    <message>
        <source>Copies spec.json; lora-worker train --spec runs it again</source>
        <translation>Kopiert spec.json; lora-worker train --spec führt sie erneut aus</translation>
    </message>
    <message>
        <source>The spec that runs</source>
        <translation>Die laufende Spezifikation</translation>
    </message>
    <message>
        <source>Device: %1, kernels: %2, numbers: %3</source>
        <translation>Gerät: %1, Kernel: %2, Zahlen: %3</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 (%2): %3</source>
        <translation>Checkpoint von Schritt %1 (%2): %3</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>The worker crashed. Its report: %1</source>
        <translation>Das Rechenprogramm ist abgestürzt. Sein Bericht: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>best</source>
        <extracomment>a checkpoint: the best of the run by its hold-out loss, the last one, or any other</extracomment>
        <translation>bester</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzter</translation>
    </message>
    <message>
        <source>regular</source>
        <translation>regulär</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunsModel</name>
    <message>
        <source>Run</source>
        <extracomment>a training and all that it has written; here the head of a column</extracomment>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Hold-out loss</source>
        <translation>Prüfverlust</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
</context>
<context>
    <name>lora::ui::RunsPage</name>
    <message>
        <source>One run in %1, running</source>
        <translation>Ein Lauf in %1, er läuft</translation>
    </message>
    <message>
        <source>One run in %1</source>
        <translation>Ein Lauf in %1</translation>
    </message>
    <message>
        <source>%1 runs in %2, %3 running</source>
        <translation>%1 Läufe in %2, %3 aktiv</translation>
    </message>
    <message>
        <source>%1 runs in %2</source>
        <translation>%1 Läufe in %2</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs of this project</source>
        <translation>Läufe dieses Projekts</translation>
    </message>
    <message>
        <source>No run yet: a run is one training, kept with its curve and checkpoints.</source>
        <translation>Noch kein Lauf: Ein Lauf ist ein Training, aufbewahrt mit Kurve und Checkpoints.</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>Zum Training</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Compare</source>
        <extracomment>a button: put this run&apos;s adapter beside the base on the Compare page</extracomment>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Show the run&apos;s folder</source>
        <translation>Ordner des Laufs anzeigen</translation>
    </message>
    <message>
        <source>Move run to trash</source>
        <translation>Lauf in den Papierkorb</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>Vom letzten Checkpoint aus weitermachen</translation>
    </message>
    <message>
        <source>Only an interrupted run can be resumed</source>
        <translation>Nur ein unterbrochener Lauf lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>No run yet in %1</source>
        <translation>Noch kein Lauf in %1</translation>
    </message>
    <message>
        <source>Move this run to the trash?</source>
        <translation>Diesen Lauf in den Papierkorb verschieben?</translation>
    </message>
    <message>
        <source>%1 with its checkpoints. You can bring it back from the trash.</source>
        <translation>%1 mit seinen Checkpoints. Sie können ihn aus dem Papierkorb zurückholen.</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
</context>
<context>
    <name>lora::ui::SamplesModel</name>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>lora::ui::Sparkline</name>
    <message>
        <source>Loss of the last run</source>
        <translation>Verlust des letzten Laufs</translation>
    </message>
</context>
<context>
    <name>lora::ui::StatusStrip</name>
    <message>
        <source>portable</source>
        <extracomment>kernels for any processor, without AVX</extracomment>
        <translation>portabel</translation>
    </message>
    <message>
        <source>CPU · %1 · 1 thread</source>
        <translation>CPU · %1 · 1 Thread</translation>
    </message>
    <message>
        <source>CPU · %1 · %2 threads</source>
        <translation>CPU · %1 · %2 Threads</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation>Speicher des Rechenprogramms</translation>
    </message>
    <message>
        <source>Running job</source>
        <translation>Laufende Aufgabe</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>Lauf anzeigen</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1, angehalten</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 von %2 GB</translation>
    </message>
    <message>
        <source>no worker, %1 GB</source>
        <translation>kein Rechenprogramm, %1 GB</translation>
    </message>
    <message>
        <source>Memory that the worker uses, of all that this machine has</source>
        <translation>Speicher, den das Rechenprogramm belegt, vom gesamten Speicher dieses Computers</translation>
    </message>
</context>
<context>
    <name>lora::ui::TokenStrip</name>
    <message>
        <source>Tokens of this example</source>
        <translation>Tokens dieses Beispiels</translation>
    </message>
    <message>
        <source>%1 tokens, %2 carry loss</source>
        <translation>%1 Tokens, %2 zählen zum Verlust</translation>
    </message>
    <message>
        <source>carries loss</source>
        <translation>zählt zum Verlust</translation>
    </message>
    <message>
        <source>special, carries no loss</source>
        <translation>Sondertoken, ohne Verlust</translation>
    </message>
    <message>
        <source>read only, carries no loss</source>
        <translation>nur gelesen, ohne Verlust</translation>
    </message>
    <message>
        <source>Token %1 of %2 · id %3 · “%4” · %5</source>
        <translation>Token %1 von %2 · ID %3 · „%4“ · %5</translation>
    </message>
    <message>
        <source>✂ %1 more tokens are cut off by the limit</source>
        <translation>✂ %1 weitere Tokens schneidet die Grenze ab</translation>
    </message>
</context>
<context>
    <name>lora::ui::TrainPage</name>
    <message>
        <source>Train</source>
        <extracomment>name of a page, a step of the job</extracomment>
        <translation>Training</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Starts a new run with the settings at the right</source>
        <translation>Startet einen neuen Lauf mit den Einstellungen rechts</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pauses after the current step; memory stays in use until you resume or stop</source>
        <translation>Hält nach dem aktuellen Schritt an; der Speicher bleibt belegt, bis Sie fortsetzen oder beenden</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Goes on where the run left off</source>
        <translation>Macht dort weiter, wo der Lauf aufgehört hat</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Ends the run after the current step and keeps the adapter as it is then</source>
        <translation>Beendet den Lauf nach dem aktuellen Schritt und behält den Adapter, wie er dann ist</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>Checkpoint jetzt</translation>
    </message>
    <message>
        <source>Writes a checkpoint after the current step</source>
        <translation>Schreibt nach dem aktuellen Schritt einen Checkpoint</translation>
    </message>
    <message>
        <source>Sample now</source>
        <translation>Probe jetzt</translation>
    </message>
    <message>
        <source>Lets the adapter as it is now answer the sample prompts</source>
        <translation>Lässt den Adapter in seinem jetzigen Stand die Proben-Prompts beantworten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shows or hides the settings of the next run</source>
        <translation>Zeigt oder verbirgt die Einstellungen des nächsten Laufs</translation>
    </message>
    <message>
        <source>Continue to Compare</source>
        <translation>Weiter zum Vergleich</translation>
    </message>
    <message>
        <source>Puts the base and what it has learnt side by side</source>
        <translation>Stellt die Basis und das Gelernte nebeneinander</translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation>Hält nach diesem Schritt an</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>Endet nach diesem Schritt</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Steps done of all</source>
        <translation>Erledigte Schritte von allen</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Training loss, mean of the last ten steps</source>
        <translation>Trainingsverlust, Mittel der letzten zehn Schritte</translation>
    </message>
    <message>
        <source>hold-out loss</source>
        <translation>Prüfverlust</translation>
    </message>
    <message>
        <source>Loss on examples that the adapter does not train on; this is what counts</source>
        <translation>Verlust auf Beispielen, auf denen der Adapter nicht trainiert; darauf kommt es an</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Tokens a second, mean of the last ten steps</source>
        <translation>Tokens je Sekunde, Mittel der letzten zehn Schritte</translation>
    </message>
    <message>
        <source>time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Estimate from the last steps</source>
        <translation>Schätzung aus den letzten Schritten</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Memory of the worker</source>
        <translation>Speicher des Rechenprogramms</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>Startbereit</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Wird gestartet</translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation>Wird fortgesetzt</translation>
    </message>
</context>
<context>
    <name>lora::ui::TrainingSettings</name>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How far each step moves the adapter. Default 2e-4. Raise it when the loss hardly falls, lower it when the loss jumps.</source>
        <translation>Wie weit jeder Schritt den Adapter bewegt. Standard 2e-4. Erhöhen Sie sie, wenn der Verlust kaum sinkt; senken Sie sie, wenn er springt.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often every example is seen. Default 3. More for few examples; fewer when the hold-out loss rises.</source>
        <translation>Wie oft jedes Beispiel gesehen wird. Standard 3. Mehr bei wenigen Beispielen; weniger, wenn der Prüfverlust steigt.</translation>
    </message>
    <message>
        <source>Steps at most</source>
        <translation>Max. Schritte</translation>
    </message>
    <message>
        <source>Ends the run after so many steps, whatever the epochs say. Default: as the epochs say. Set it for a quick trial.</source>
        <translation>Beendet den Lauf nach so vielen Schritten, unabhängig von den Epochen. Standard: nach Epochen. Für einen kurzen Versuch setzen.</translation>
    </message>
    <message>
        <source>by epochs</source>
        <extracomment>instead of a number of steps: the number of epochs decides</extracomment>
        <translation>nach Epochen</translation>
    </message>
    <message>
        <source>Longest example</source>
        <translation>Längstes Beispiel</translation>
    </message>
    <message>
        <source>Examples are cut at so many tokens. Default 1,024. Longer needs more memory; shorter is faster.</source>
        <translation>Nach so vielen Tokens werden Beispiele abgeschnitten. Standard 1.024. Länger braucht mehr Speicher; kürzer ist schneller.</translation>
    </message>
    <message>
        <source>Hold-out share</source>
        <translation>Prüfanteil</translation>
    </message>
    <message>
        <source>Part of the examples kept aside to judge the adapter on what it has not seen. Default 0.1, which is 10 %. 0 keeps none.</source>
        <translation>Teil der Beispiele, der zurückgehalten wird, um den Adapter an Ungesehenem zu messen. Standard 0,1, also 10 %. 0 hält keine zurück.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Packed sequences in one pass. Default 1. More of them keep a large GPU busy, and need as much more memory.</source>
        <translation>Gepackte Sequenzen in einem Durchgang. Standard 1. Mehr davon lasten eine große GPU aus und brauchen entsprechend mehr Speicher.</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>Akkumulation</translation>
    </message>
    <message>
        <source>Passes summed into one step. Default 16: a step learns from 16 × batch size examples. Costs time, no memory.</source>
        <translation>Durchgänge, die zu einem Schritt summiert werden. Standard 16: Ein Schritt lernt aus 16 × Batchgröße Beispielen. Kostet Zeit, keinen Speicher.</translation>
    </message>
    <message>
        <source>One prompt a line</source>
        <translation>Ein Prompt je Zeile</translation>
    </message>
    <message>
        <source>Sample prompts</source>
        <translation>Proben-Prompts</translation>
    </message>
    <message>
        <source>The adapter answers these while it trains, so that you see it change. One a line. Default: none.</source>
        <translation>Der Adapter beantwortet diese während des Trainings, damit Sie sehen, wie er sich ändert. Einer je Zeile. Standard: keine.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>How the learning rate goes on after warm-up. Default cosine: it eases out to zero. Constant suits runs you stop by hand.</source>
        <translation>Wie sich die Lernrate nach der Aufwärmphase entwickelt. Standard Kosinus: Sie läuft sanft auf null aus. Konstant passt zu Läufen, die Sie von Hand beenden.</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Warm-up share</source>
        <translation>Aufwärmanteil</translation>
    </message>
    <message>
        <source>Share of the steps in which the learning rate rises from zero. Default 0.1. More when the loss jumps early on.</source>
        <translation>Anteil der Schritte, in denen die Lernrate von null ansteigt. Standard 0,1. Mehr, wenn der Verlust am Anfang springt.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Pulls the adapter&apos;s weights towards zero. Default 0. A little, such as 0.01, can help few examples.</source>
        <translation>Zieht die Gewichte des Adapters gegen null. Standard 0. Ein wenig, etwa 0,01, kann bei wenigen Beispielen helfen.</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>Gradientengrenze</translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this. Default 1. Lower it when the loss jumps; 0 turns it off.</source>
        <translation>Längere Gradienten werden hierauf gekürzt. Standard 1. Senken Sie den Wert, wenn der Verlust springt; 0 schaltet es aus.</translation>
    </message>
    <message>
        <source>Adam β₁</source>
        <translation>Adam β₁</translation>
    </message>
    <message>
        <source>How long AdamW remembers the gradient&apos;s direction. Default 0.9. Rarely changed.</source>
        <translation>Wie lange sich AdamW die Richtung des Gradienten merkt. Standard 0,9. Selten geändert.</translation>
    </message>
    <message>
        <source>Adam β₂</source>
        <translation>Adam β₂</translation>
    </message>
    <message>
        <source>How long AdamW remembers the gradient&apos;s size. Default 0.999. 0.95 reacts faster.</source>
        <translation>Wie lange sich AdamW die Größe des Gradienten merkt. Standard 0,999. 0,95 reagiert schneller.</translation>
    </message>
    <message>
        <source>Adam ε</source>
        <translation>Adam ε</translation>
    </message>
    <message>
        <source>Keeps AdamW from dividing by zero. Default 1e-8. Rarely changed.</source>
        <translation>Bewahrt AdamW vor der Division durch null. Standard 1e-8. Selten geändert.</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>Auswerten alle</translation>
    </message>
    <message>
        <source>Steps between two looks at the hold-out. Default: about ten times a run.</source>
        <translation>Schritte zwischen zwei Messungen des Prüfverlusts. Standard: etwa zehnmal je Lauf.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Checkpoint alle</translation>
    </message>
    <message>
        <source>Steps between two checkpoints. Default: at each evaluation. Fewer steps lose less when the machine goes down.</source>
        <translation>Schritte zwischen zwei Checkpoints. Standard: bei jeder Auswertung. Bei weniger Schritten geht weniger verloren, wenn der Computer ausfällt.</translation>
    </message>
    <message>
        <source>evaluation</source>
        <extracomment>instead of a number of steps, after &quot;Checkpoint every&quot; or &quot;Sample every&quot;: at each evaluation</extracomment>
        <translation>je Auswertung</translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation>Probe alle</translation>
    </message>
    <message>
        <source>Steps between two rounds of the sample prompts. Default: at each evaluation.</source>
        <translation>Schritte zwischen zwei Runden der Proben-Prompts. Standard: bei jeder Auswertung.</translation>
    </message>
    <message>
        <source>Sample length</source>
        <translation>Probenlänge</translation>
    </message>
    <message>
        <source>Tokens in a sample answer at most. Default 64. Longer samples cost time during training.</source>
        <translation>Höchstzahl der Tokens einer Probenantwort. Standard 64. Längere Proben kosten Zeit beim Training.</translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation>Checkpoints behalten</translation>
    </message>
    <message>
        <source>Newest checkpoints kept besides the best and the last. Default 3. More costs disk.</source>
        <translation>Neueste Checkpoints, die neben dem besten und dem letzten bleiben. Standard 3. Mehr kostet Plattenplatz.</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>Zahlentyp</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where training runs. Default automatic: the GPU if there is one it can use, else the processor.</source>
        <translation>Wo das Training läuft. Standard automatisch: auf der GPU, wenn eine nutzbar ist, sonst auf dem Prozessor.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Processor threads used. Default: all. Fewer leave room for other work.</source>
        <translation>Genutzte Prozessor-Threads. Standard: alle. Weniger lassen Platz für andere Arbeit.</translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>instead of a number: all processor threads</extracomment>
        <translation>alle</translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation>Aktivierungen neu berechnen</translation>
    </message>
    <message>
        <source>What the backward pass makes again instead of keeping it in memory. Default automatic: as little as fits. More needs less memory and more time; what is learnt is the same.</source>
        <translation>Was der Rückwärtsdurchlauf neu berechnet, statt es im Speicher zu halten. Standard automatisch: so wenig wie möglich, damit es passt. Mehr braucht weniger Speicher und mehr Zeit; gelernt wird dasselbe.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>what is computed again in the backward pass to save memory</extracomment>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>Feed-Forward</translation>
    </message>
    <message>
        <source>Whole layers</source>
        <translation>Ganze Schichten</translation>
    </message>
    <message>
        <source>Pack short examples together</source>
        <translation>Kurze Beispiele packen</translation>
    </message>
    <message>
        <source>Lays several examples into one sequence; none sees another. Default on: faster. Off for strict batches of single examples.</source>
        <translation>Legt mehrere Beispiele in eine Sequenz; keines sieht ein anderes. Standard ein: schneller. Aus für strikte Batches einzelner Beispiele.</translation>
    </message>
    <message>
        <source>Shuffle the examples</source>
        <translation>Beispiele mischen</translation>
    </message>
    <message>
        <source>A new order every epoch, from the seed. Default on. Off when the order of your file matters.</source>
        <translation>Jede Epoche eine neue Reihenfolge aus dem Startwert. Standard ein. Aus, wenn die Reihenfolge Ihrer Datei wichtig ist.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert (Seed)</translation>
    </message>
    <message>
        <source>Start of all chance. Default 42. The same seed gives the same run; another shows how much was luck.</source>
        <translation>Ausgangspunkt allen Zufalls. Standard 42. Derselbe Startwert ergibt denselben Lauf; ein anderer zeigt, wie viel Glück war.</translation>
    </message>
    <message>
        <source>Settings of the next run</source>
        <translation>Einstellungen des nächsten Laufs</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation>Erweiterte Einstellungen anzeigen</translation>
    </message>
    <message>
        <source>Shows every setting. The defaults of the hidden ones are good for most runs.</source>
        <translation>Zeigt jede Einstellung. Die Standardwerte der verborgenen taugen für die meisten Läufe.</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>Standard wiederherstellen</translation>
    </message>
    <message>
        <source>Sets every field back to its default</source>
        <translation>Setzt jedes Feld auf seinen Standardwert zurück</translation>
    </message>
    <message>
        <source>Training settings</source>
        <translation>Trainingseinstellungen</translation>
    </message>
    <message>
        <source>One step learns from %1 examples, packed into sequences of up to %2 tokens.</source>
        <translation>Ein Schritt lernt aus %1 Beispielen, gepackt in Sequenzen von bis zu %2 Tokens.</translation>
    </message>
    <message>
        <source>One step learns from %1 examples of up to %2 tokens.</source>
        <translation>Ein Schritt lernt aus %1 Beispielen von bis zu %2 Tokens.</translation>
    </message>
    <message>
        <source>How finely the base multiplies. Default automatic: what this machine multiplies fastest without harm. float32 is exact; int16 is finer than bfloat16, and for processors alone.</source>
        <translation>Wie genau die Basis multipliziert. Standard automatisch: was dieser Computer ohne Schaden am schnellsten multipliziert. float32 ist exakt; int16 ist feiner als bfloat16 und nur für Prozessoren.</translation>
    </message>
</context>
</TS>
