#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the pictures of docs/guide/images anew: trains the demo in a throw-away home and lets the window draw itself.
#   docs/make_pictures.sh [FOLDER OF THE PROGRAMS]      (default: build/release/bin)
# Needs python3 to write a comparison into the project, and the included base model in the user's cache folder; ImageMagick's
# convert, where it is there, makes the files small.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs=$(cd "${1:-$root/build/release/bin}" && pwd)
pictures=$root/docs/guide/images
export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
HOME=$(mktemp -d)
export HOME XDG_DATA_HOME=$HOME/.local/share
trap 'rm -rf "$HOME"' EXIT

tour() { "$programs/lora-studio" --demo --tour "$HOME/tour" --size 1280x800 >/dev/null; }
tour  # makes the project
project="$HOME/LoRA Studio/Bank support demo"
run=$project/runs/run-0001
python3 - "$project" <<'PY'
import json, sys
json.dump(json.load(open(sys.argv[1] + "/project.json"))["draft"], open(sys.argv[1] + "/spec.json", "w"))
PY
"$programs/lora-worker" train --spec "$project/spec.json" --run "$run" --name "bank support" >/dev/null
base=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["base"]["path"])' "$project/spec.json")
rm "$project/spec.json"
echo "I lost my card on the bus. What should I do?" >"$HOME/prompts.txt"
"$programs/lora-worker" compare --base "$base" --adapter "$run/result" --prompts "$HOME/prompts.txt" --seed 42 \
  --temperature 0.7 --top-p 0.95 --max-new-tokens 128 --json >"$HOME/answers.json"
python3 - "$HOME/answers.json" "$project" "$run/result" <<'PY'
import json, sys
answered = json.load(open(sys.argv[1]))["prompts"][0]
names = ["Base", "bank support, result"]
variants = [{"name": name, "adapter": "" if i == 0 else sys.argv[3], "text": answer["text"],
             "finish_reason": answer["finish_reason"], "weights_sha256": answer["weights_sha256"],
             "tokens_per_second": answer.get("tokens_per_second", 0)}
            for i, (name, answer) in enumerate(zip(names, answered["answers"]))]
with open(sys.argv[2] + "/comparisons.jsonl", "w") as out:
    out.write(json.dumps({"format": 1, "created": "2026-01-05T10:00:00.000Z", "prompt": answered["prompt"], "system": "",
                          "sampling": {"seed": 42, "temperature": 0.7, "top_p": 0.95, "top_k": 0, "max_new_tokens": 128},
                          "variants": variants}) + "\n")
PY
tour
mkdir -p "$pictures"
for page in data adapter train compare; do
  # A palette of 128 colours is enough for a window, and a third of the size.
  if command -v convert >/dev/null; then
    convert "$HOME/tour/$page-light.png" -strip -dither None -colors 128 PNG8:"$pictures/$page.png"
  else
    cp "$HOME/tour/$page-light.png" "$pictures/$page.png"
  fi
done
ls -l "$pictures"
