# bash completion for rapport, from bash 3.2 on. What may come next is known to the program alone:
# `rapport __complete -- WORDS` answers lines of a value, a tab, and what it is. In the value a
# backslash is doubled and control characters are octal; a line without a value stands for files.

# Takes a line apart as the shell would, without running anything, into `words`. Of the last word:
# `quote` is the quote that is open, and `kept` how the word begins in front of what readline will
# replace, which is the part behind the last word break or quote. False in a redirection.
__rapport_split() {
  local line=$1 i c next raw='' word='' began='' redirected=''
  local name_at='^\$([A-Za-z_][A-Za-z0-9_]*)' braced_at='^\$\{([A-Za-z_][A-Za-z0-9_]*)\}'
  words=() quote='' kept=''
  for ((i = 0; i < ${#line}; i++)); do
    c=${line:i:1} next=${line:i+1:1}
    if [[ $quote == "\$'" ]]; then
      if [[ $c == \\ ]]; then
        raw+=$c$next
        ((++i))
      elif [[ $c == \' ]]; then
        printf -v raw "${raw//%/%%}"
        word+=$raw quote='' kept=$word
      else
        raw+=$c
      fi
    elif [[ $quote == \' ]]; then
      if [[ $c == \' ]]; then quote='' kept=$word; else word+=$c; fi
    elif [[ $c == '$' && -z $quote && $next == \' ]]; then
      quote="\$'" raw='' began=1 kept=$word
      ((++i))
    elif [[ $c == '$' && (${line:i} =~ $name_at || ${line:i} =~ $braced_at) ]]; then
      word+=${!BASH_REMATCH[1]-} began=1
      ((i += ${#BASH_REMATCH[0]} - 1))
    elif [[ $quote == '"' ]]; then
      if [[ $c == '"' ]]; then
        quote='' kept=$word
      elif [[ $c == \\ && $next == [\"\\\$\`] ]]; then
        word+=$next
        ((++i))
      else
        word+=$c
      fi
    elif [[ $c == \\ ]]; then
      word+=$next began=1
      ((++i))
    elif [[ $c == [\"\'] ]]; then
      quote=$c began=1 kept=$word
    elif [[ $c == [$' \t\n'] ]]; then
      if [[ $began && ! $redirected ]]; then words+=("$word"); fi
      if [[ $began ]]; then redirected=''; fi
      word='' began='' kept=''
    elif [[ $c == [\<\>] ]]; then
      if [[ $began && ! $redirected && $word == *[!0-9]* ]]; then words+=("$word"); fi
      word='' began='' kept='' redirected=1
    elif [[ $c == '~' && ! $began && $next == / ]]; then
      word=$HOME began=1
    else
      word+=$c began=1
      if [[ $COMP_WORDBREAKS == *"$c"* ]]; then kept=$word; fi
    fi
  done
  if [[ $quote == "\$'" ]]; then
    printf -v raw "${raw//%/%%}"
    word+=$raw
  fi
  words+=("$word")
  [[ ! $redirected ]]
}

# Sets REPLY to $1 as it has to stand on the line behind what is there already.
__rapport_quote() {
  local value=$1 escape='\' i c code open=''
  if [[ -z $quote ]]; then
    printf -v REPLY %q "$value"
    for c in : = @; do REPLY=${REPLY//"$c"/"$escape$c"}; done
    [[ $REPLY == "\$'"* ]] || return 0
  fi
  if [[ $quote == [\"\'] ]]; then open=$quote; fi
  REPLY=''
  for ((i = 0; i < ${#value}; i++)); do
    c=${value:i:1}
    printf -v code %d "'$c"
    if ((code >= 0 && code < 32 || code == 127)); then
      printf -v code '\\%03o' "$code"
      if [[ $quote == "\$'" ]]; then REPLY+=$code; else REPLY+="$open\$'$code'$open"; fi
    elif [[ $quote == \" && $c == ! ]]; then
      REPLY+='"\!"'
    elif [[ $quote == \' && $c == \' ]]; then
      REPLY+="'\\''"
    elif [[ $quote == "\$'" && $c == \' ]]; then
      REPLY+='\047'
    elif [[ $quote == \" && $c == [\"\\\$\`] || $quote == "\$'" && $c == \\ ]]; then
      REPLY+=$escape$c
    elif [[ -z $quote && $c == [[:punct:][:space:]] ]] && ((code > 0 && code < 128)); then
      REPLY+=$escape$c
    else
      REPLY+=$c
    fi
  done
}

# The choices as a list for reading: what each is after it, in one column.
__rapport_list() {
  local i width=0 line
  for ((i = 0; i < ${#shown[@]}; i++)); do
    if ((${#shown[i]} > width)); then width=${#shown[i]}; fi
  done
  for ((i = 0; i < ${#shown[@]}; i++)); do
    printf -v line "%s%*s  %s" "${shown[i]}" $((width - ${#shown[i]})) '' "${says[i]}"
    COMPREPLY+=("${line:0:${COLUMNS:-80} - 1}")
  done
}

_rapport() {
  local words quote kept line value tail loose='' REPLY
  local -a values=() shown=() says=()
  COMPREPLY=()
  if ! __rapport_split "${COMP_LINE:0:COMP_POINT}"; then
    compopt -o default 2>/dev/null
    return 0
  fi
  tail=${words[${#words[@]} - 1]:${#kept}}
  local folds=0
  shopt -q nocasematch && folds=1
  shopt -s nocasematch
  while IFS= read -r line; do
    value=${line%%$'\t'*}
    if [[ -z $value ]]; then
      compopt -o default 2>/dev/null
      continue
    fi
    shown+=("$value") says+=("${line#*$'\t'}")
    if [[ $value == *\\* ]]; then printf -v value %b "$value"; fi
    if [[ $value != "$kept"* ]]; then
      unset "shown[${#shown[@]}-1]" "says[${#says[@]}-1]"
      continue
    fi
    value=${value:${#kept}}
    if [[ $value != "$tail"* ]]; then loose=1; fi
    values+=("$value")
  done < <("${words[0]}" __complete -- "${words[@]:1}" 2>/dev/null </dev/null)
  ((folds)) || shopt -u nocasematch
  # What does not fit the screen with what each is, is listed by its names alone, in columns.
  if ((${#values[@]} > 1 && ${#values[@]} < ${LINES:-24} - 1)) && [[ ${COMP_TYPE-} == 63 ]]; then
    __rapport_list
    return 0
  fi
  for value in ${values[@]+"${values[@]}"}; do
    __rapport_quote "$value"
    COMPREPLY+=("$REPLY")
  done
  # Found by another word of the name: readline would put what they have in common in place of what
  # was typed. One more choice that has nothing in common with them keeps it.
  if ((${#values[@]} > 1)) && [[ $loose ]]; then COMPREPLY+=(' '); fi
  if ((${#values[@]} != 1)); then return 0; fi
  # readline closes an open quote, but not behind one more of its kind.
  if [[ $quote == [\"\'] && $REPLY == *"$quote" ]]; then COMPREPLY[0]+=$quote; fi
  if [[ ${values[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
  return 0
}

complete -o nosort -F _rapport rapport 2>/dev/null || complete -F _rapport rapport
