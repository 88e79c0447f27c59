# fish completion for rapport. What may come next is known to the program alone:
# `rapport __complete -- WORDS` answers lines of a value, a tab, and what it is. In the value a
# backslash is doubled and control characters are octal; a line without a value stands for files.

# A word as fish would pass it on, without running anything; a quote may still be open.
function __rapport_unquote
    string unescape -- $argv[1] 2>/dev/null
    or string unescape -- $argv[1]\" 2>/dev/null
    or string unescape -- $argv[1]\' 2>/dev/null
    or echo -- $argv[1]
end

# The home folder and a variable at the beginning of a word, as fish would put them in.
function __rapport_expand
    set -l parts (string match -r '^\$(\w+)(.*)$' -- $argv[1])
    if set -q parts[2]; and set -q $parts[2]
        echo -- $$parts[2]$parts[3]
    else
        string replace -r '^~/' -- "$HOME/" $argv[1]
    end
end

function __rapport_complete
    set -l token (commandline -ct)
    set -l words (commandline -opc)
    set -l typed
    for word in $words[2..]
        set -a typed (__rapport_expand $word)
    end
    for line in ($words[1] __complete -- $typed (__rapport_unquote "$token") 2>/dev/null)
        if string match -q \t'*' -- $line
            set -l before (string match -r '^--[a-z-]+=' -- $token; or echo)
            for path in (__fish_complete_path (string sub -s (math 1 + (string length -- "$before")) -- "$token"))
                echo -- $before$path
            end
        else if string match -qr '\\\\' -- $line
            set -l parts (string split -m 1 \t -- $line)
            # fish takes choices line by line; white space that breaks lines is one blank to rapport.
            set -l value (printf '%b' $parts[1] | string split0)
            printf '%s\t%s\n' (string replace -ra '[\t-\r]' ' ' -- "$value") $parts[2]
        else
            echo -- $line
        end
    end
end

complete -c rapport -f -k -a '(__rapport_complete)'
