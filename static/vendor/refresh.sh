#!/bin/sh
# Fetch the pinned packages anew and rebuild what is made of them: the icon sprite, the typeface,
# SortableJS and Alpine, and the fonts of reports. Needs npm. Versions: the first lines below; SOURCES.md repeats them with licences.
set -eu

lucide=lucide-static@1.62.0
inter=@fontsource-variable/inter@5.3.0
sortable=sortablejs@1.15.7
alpine=@alpinejs/csp@3.17.4
fonts=5.3.0 # of @fontsource/inter, noto-sans-arabic and noto-sans-sc

vendor=$(cd "$(dirname "$0")" && pwd)
icons=$vendor/../icons
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# unpack <package@version> <folder>
unpack() {
  mkdir -p "$work/$2"
  (cd "$work/$2" && tar xzf "$(npm pack --silent "$1")" --strip-components=1)
}

# symbol <icon>: one <symbol> of the sprite; the strokes are drawn by .icon in base.css
symbol() {
  file=$work/lucide/icons/$1.svg
  test -f "$file" || { echo "lucide has no icon '$1'" >&2; exit 1; }
  printf '<symbol id="%s" viewBox="0 0 24 24">' "$1"
  sed -n '/^ *<\(path\|circle\|rect\|line\|polyline\|polygon\|ellipse\)/p' "$file" | tr -d '\n' | sed 's/  *</</g; s/ \/>/\/>/g'
  echo '</symbol>'
}

unpack "$lucide" lucide
unpack "$inter" inter-variable
unpack "$sortable" sortable
unpack "$alpine" alpine

{
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  while read -r icon; do symbol "$icon"; done <"$icons/lucide-icons.txt"
  echo '</svg>'
} >"$icons/lucide.svg"
cp "$work/lucide/LICENSE" "$icons/lucide.LICENSE"

mkdir -p "$vendor/inter" "$vendor/sortablejs" "$vendor/alpinejs"
cp "$work/inter-variable/files/inter-latin-wght-normal.woff2" "$work/inter-variable/files/inter-latin-ext-wght-normal.woff2" "$work/inter-variable/LICENSE" "$vendor/inter/"
cp "$work/sortable/modular/sortable.esm.js" "$work/sortable/LICENSE" "$vendor/sortablejs/"
cp "$work/alpine/dist/cdn.min.js" "$vendor/alpinejs/alpine.csp.min.js" # the package brings no licence file; LICENSE is the project's

reports=$vendor/../../analytics/reports/fonts
mkdir -p "$reports"
for name in inter noto-sans-arabic noto-sans-sc; do
  unpack "@fontsource/$name@$fonts" "$name"
  cp "$work/$name/LICENSE" "$reports/$name.LICENSE"
done
for script in latin latin-ext greek cyrillic; do
  cp "$work/inter/files/inter-$script-400-normal.woff" "$work/inter/files/inter-$script-600-normal.woff" "$reports/"
done
cp "$work/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff" "$work/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff" "$reports/"
cp "$work/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff" "$reports/"
