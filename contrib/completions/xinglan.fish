# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_xinglan_global_optspecs
    string join \n sample lang= ambiguous= measure= restricted idle= words= snapshot= no-cache slow ascii render= encoding= files0-from= ca= color= q/quiet log= h/help V/version
end

function __fish_xinglan_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    for word in $cmd
        if contains -- $word list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help
            echo $word
            return 1
        end
    end
    return 0
end

function __fish_xinglan_using_subcommand
    set -l cmd (__fish_xinglan_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c xinglan -n "__fish_xinglan_needs_command" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_needs_command" -l ambiguous -d 'Cells of characters such as “ ” — …, if the terminal should not be asked' -r
complete -c xinglan -n "__fish_xinglan_needs_command" -l measure -d 'Longest line of text, in Chinese characters' -r
complete -c xinglan -n "__fish_xinglan_needs_command" -l idle -d 'Leave after so many minutes without a key; without it never, and after 30 with --restricted' -r
complete -c xinglan -n "__fish_xinglan_needs_command" -l words -d 'Count the words of this file too, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_needs_command" -l snapshot -d 'Open this snapshot; for a large library make it if it is not there or of no use' -r -F
complete -c xinglan -n "__fish_xinglan_needs_command" -l render -d '`safe` places the cursor anew after every character that terminals draw differently [one of: usual, safe] [default: usual]' -r -f -a "usual\t'Widths are trusted'
safe\t'Every unusual character is placed on its own'"
complete -c xinglan -n "__fish_xinglan_needs_command" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_needs_command" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_needs_command" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_needs_command" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_needs_command" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_needs_command" -l sample -d 'Open the built-in sample library'
complete -c xinglan -n "__fish_xinglan_needs_command" -l restricted -d 'For readers without an account (docs/en/ssh.md): open nothing but PATH, write nothing, remember nothing, start nothing'
complete -c xinglan -n "__fish_xinglan_needs_command" -l no-cache -d 'Open no snapshot and make none'
complete -c xinglan -n "__fish_xinglan_needs_command" -l slow -d 'The line is slow: fewer frames, more patience with keys. Over SSH this is so by itself'
complete -c xinglan -n "__fish_xinglan_needs_command" -l ascii -d 'Draw rules and cuts with ASCII signs'
complete -c xinglan -n "__fish_xinglan_needs_command" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_needs_command" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_needs_command" -s V -l version -d 'Print the version'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "list" -d 'One line an article'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "show" -d 'The article laid out'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "search" -d 'Articles that match, with the matching text'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "check" -d 'What was read, what was not and why; proof that nothing is lost'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "kwic" -d 'Every use of the words of a query, with the text around it'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "collocates" -d 'The words that stand near the uses of a word'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "keyness" -d 'The words that are more frequent in some articles than in the others'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "stats" -d 'Articles and uses by province, year, month and section'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "index" -d 'Make the snapshot that a reader opens instead of the files'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "push" -d 'Bring articles into a search engine (OpenSearch), for many to read'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "export" -d 'Take articles out: Markdown, plain text, JSON, CSV, EPUB, or a row a word'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "notes" -d 'Your notes and underlines'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "state" -d 'All that is kept of you: into a file, or from one'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "cache" -d 'Your snapshots: list them, or remove them'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "doctor" -d 'What is found on this machine and terminal, to paste into a report; nothing private is in it'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "config" -d 'Where the config file is, and which lines are not followed'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "man" -d 'The manual page'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "completions" -d 'What a shell needs to complete commands, flags, provinces and paths'
complete -c xinglan -n "__fish_xinglan_needs_command" -a "help" -d 'How to use a command'
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l filter -d 'Only articles that satisfy this query' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l province -d 'Only articles about this province' -r -f -a "beijing\t'北京'
tianjin\t'天津'
hebei\t'河北'
shanxi\t'山西'
neimenggu\t'内蒙古'
liaoning\t'辽宁'
jilin\t'吉林'
heilongjiang\t'黑龙江'
shanghai\t'上海'
jiangsu\t'江苏'
zhejiang\t'浙江'
anhui\t'安徽'
fujian\t'福建'
jiangxi\t'江西'
shandong\t'山东'
henan\t'河南'
hubei\t'湖北'
hunan\t'湖南'
guangdong\t'广东'
guangxi\t'广西'
hainan\t'海南'
chongqing\t'重庆'
sichuan\t'四川'
guizhou\t'贵州'
yunnan\t'云南'
xizang\t'西藏'
shaanxi\t'陕西'
gansu\t'甘肃'
qinghai\t'青海'
ningxia\t'宁夏'
xinjiang\t'新疆'
taiwan\t'台湾'
xianggang\t'香港'
aomen\t'澳门'"
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l mentions -d 'Only articles that mention this province' -r -f -a "beijing\t'北京'
tianjin\t'天津'
hebei\t'河北'
shanxi\t'山西'
neimenggu\t'内蒙古'
liaoning\t'辽宁'
jilin\t'吉林'
heilongjiang\t'黑龙江'
shanghai\t'上海'
jiangsu\t'江苏'
zhejiang\t'浙江'
anhui\t'安徽'
fujian\t'福建'
jiangxi\t'江西'
shandong\t'山东'
henan\t'河南'
hubei\t'湖北'
hunan\t'湖南'
guangdong\t'广东'
guangxi\t'广西'
hainan\t'海南'
chongqing\t'重庆'
sichuan\t'四川'
guizhou\t'贵州'
yunnan\t'云南'
xizang\t'西藏'
shaanxi\t'陕西'
gansu\t'甘肃'
qinghai\t'青海'
ningxia\t'宁夏'
xinjiang\t'新疆'
taiwan\t'台湾'
xianggang\t'香港'
aomen\t'澳门'"
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l by -d 'A table of counts instead of articles [one of: province, section, year, month, tag, author, source]' -r -f -a "province\t''
section\t''
year\t''
month\t''
tag\t''
author\t''
source\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l json -d 'One JSON object a line'
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand list" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l id -d 'Only the article with this id (see `list`)' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l width -d 'Cells of a line [default: 72]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l ambiguous -d 'Cells of characters such as “ ” — …' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l flush -d 'Flush right edge'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l grid -d 'Ideographs below each other'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l hang -d 'Marks may hang over the right edge'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l json -d 'One JSON object a line'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand show" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l province -d 'Only articles about this province' -r -f -a "beijing\t'北京'
tianjin\t'天津'
hebei\t'河北'
shanxi\t'山西'
neimenggu\t'内蒙古'
liaoning\t'辽宁'
jilin\t'吉林'
heilongjiang\t'黑龙江'
shanghai\t'上海'
jiangsu\t'江苏'
zhejiang\t'浙江'
anhui\t'安徽'
fujian\t'福建'
jiangxi\t'江西'
shandong\t'山东'
henan\t'河南'
hubei\t'湖北'
hunan\t'湖南'
guangdong\t'广东'
guangxi\t'广西'
hainan\t'海南'
chongqing\t'重庆'
sichuan\t'四川'
guizhou\t'贵州'
yunnan\t'云南'
xizang\t'西藏'
shaanxi\t'陕西'
gansu\t'甘肃'
qinghai\t'青海'
ningxia\t'宁夏'
xinjiang\t'新疆'
taiwan\t'台湾'
xianggang\t'香港'
aomen\t'澳门'"
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s m -l max-count -d 'At most so many paragraphs of each article' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s B -l before -d 'So many paragraphs before as well' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s A -l after -d 'So many paragraphs after as well' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s C -l context -d 'So many paragraphs before and after as well' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l sort -d 'Order of the articles: path, title, date, length, hits, relevance' -r -f -a "path\t''
title\t''
date\t''
length\t''
hits\t''
relevance\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l json -d 'One JSON object an article'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s l -l paths-only -d 'Only the path of each article'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s L -l without -d 'Only the path of each article that does not match'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s c -l count -d 'Only the path and the number of hits of each article'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s o -l only-matching -d 'Only the matching text, one hit a line'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s 0 -l null -d 'Only the path of each article, its bytes as they are, each ended by a NUL'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand search" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l widths -d 'Every width from 20 to 200 [one of: all]' -r -f -a "all\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l against -d 'Compare with this index instead: what is missing there, has changed, or is there alone' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -l json -d 'One JSON object a line, the articles first and the totals last'
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand check" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l left -d 'Cells on the left; an ideograph takes two' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l right -d 'Cells on the right' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l sort -d 'Sort by the first to third word on the left (l1 to l3) or right (r1 to r3), by word, article, date or section; several with commas: r1,l1' -r -f -a "l1\t''
l2\t''
l3\t''
r1\t''
r2\t''
r3\t''
word\t''
article\t''
date\t''
province\t''
section\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l group -d 'Instead of the uses list the values of this, with their number of uses: r1' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l sample -d 'Only so many uses, chosen at random' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l seed -d 'Seed of the sample; the same seed chooses the same uses [default: 1]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l words -d 'Count the words of this file too, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l stop -d 'Never list the words of this file, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l json -d 'One JSON object a line, the totals last'
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l tsv -d 'Columns with tabs between, their names in the first line'
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand kwic" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l left -d 'Words on the left that count as near [default: 5]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l right -d 'Words on the right that count as near [default: 5]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l least -d 'Only words that occur at least so often [default: 5]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l words -d 'Count the words of this file too, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l stop -d 'Never list the words of this file, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l cross-sentence -d 'Go on beyond the end of a sentence'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l common -d 'Common words such as function words as well'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l json -d 'One JSON object a line, the totals last'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l tsv -d 'Columns with tabs between, their names in the first line'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand collocates" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l filter -d 'Which articles, in the query language of the reader' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l against -d 'The articles to compare with; without it all the others' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l least -d 'Only words that occur at least so often [default: 5]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l words -d 'Count the words of this file too, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l stop -d 'Never list the words of this file, one a line' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l common -d 'Common words such as function words as well'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l json -d 'One JSON object a line, the totals last'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l tsv -d 'Columns with tabs between, their names in the first line'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand keyness" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l filter -d 'The words, in the query language of the reader; conditions such as a province say in which articles [default: ]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l by -d 'Any of province, section, year, month, tag, place, with commas [default: province,year]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l json -d 'One JSON object a line, the totals last'
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l tsv -d 'Columns with tabs between, their names in the first line'
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand stats" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -s o -l output -d 'Write this file; PATH/.xinglan.snapshot is found by everybody who reads PATH, without it only by this user' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l publish -d 'Give the readers of the snapshot your corrections, tags and public notes; without it those given before stay'
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -l json -d 'One JSON object a line'
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand index" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l to -d 'The engine: https://HOST:9200/PREFIX; a password belongs in XINGLAN_PASSWORD or remotes.toml, not here' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l index -d 'The name that readers ask for; the index is called NAME-DATE and takes the name when all is pushed' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l shards -d 'Parts of a new index [default: 1]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l replicas -d 'Further copies of each part [default: 1]' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l give-up-after -d 'Give up when the engine has not answered for so many minutes; without it never' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l delete-missing -d 'Delete from the index what has gone from the folders or has changed there'
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -l anew -d 'Make a new index although there is one, and exchange them at the end'
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand push" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l filter -d 'Only articles that satisfy this query' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l format -d 'What is written; without it that of the ending of the output, else md [one of: md, txt, jsonl, csv, epub]' -r -f -a "md\t''
txt\t''
jsonl\t''
csv\t''
epub\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l citation -d 'How articles are cited: plain for the eye, gbt7714 by GB/T 7714-2015 [one of: plain, gbt7714] [default: plain]' -r -f -a "plain\t''
gbt7714\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -s o -l output -d 'Write this file, never one that exists; without it standard output' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l tokens -d 'A row a word: id, date, provinces, section, paragraph, word, with tabs between'
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l no-corrections -d 'Provinces as recognised, without what was corrected in the reader'
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand export" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l filter -d 'Only articles that satisfy this query' -r
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l citation -d 'How articles are cited: plain for the eye, gbt7714 by GB/T 7714-2015 [one of: plain, gbt7714] [default: plain]' -r -f -a "plain\t''
gbt7714\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l snapshot -d 'Search by this snapshot of PATH (see `index`); what has changed since is read' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l encoding -d 'Read every file in this encoding: utf-8, gb18030, big5, utf-16le, utf-16be, hz' -r -f -a "utf-8\t''
gb18030\t''
big5\t''
utf-16le\t''
utf-16be\t''
hz\t''"
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l files0-from -d 'Read the paths in this file as well, each ended by a NUL; - is standard input' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l ca -d 'Trust the certificates of this file alone' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l json -d 'A JSON object a line; without it Markdown'
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -l no-cache -d 'Read all files, even if there is a snapshot'
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand notes" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand state" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand state" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand state" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand state" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand state" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand cache" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand cache" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand cache" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand cache" -l json -d 'One JSON object a line'
complete -c xinglan -n "__fish_xinglan_using_subcommand cache" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand cache" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand doctor" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand doctor" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand doctor" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand doctor" -l json -d 'One JSON object'
complete -c xinglan -n "__fish_xinglan_using_subcommand doctor" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand config" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand config" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand config" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand config" -l print-default -d 'Print a config with every setting and key and its default'
complete -c xinglan -n "__fish_xinglan_using_subcommand config" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand config" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand man" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand man" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand man" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand man" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand man" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand completions" -l lang -d 'Language of the interface [one of: zh, en]' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c xinglan -n "__fish_xinglan_using_subcommand completions" -l color -d 'When to use colours: auto, on a terminal; always; never [one of: auto, always, never] [default: auto]' -r -f -a "auto\t'On a terminal that has them, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c xinglan -n "__fish_xinglan_using_subcommand completions" -l log -d 'Write what happens into this file, but no text of articles' -r -F
complete -c xinglan -n "__fish_xinglan_using_subcommand completions" -s q -l quiet -d 'Show no progress'
complete -c xinglan -n "__fish_xinglan_using_subcommand completions" -s h -l help -d 'Print help'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "list" -d 'One line an article'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "show" -d 'The article laid out'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "search" -d 'Articles that match, with the matching text'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "check" -d 'What was read, what was not and why; proof that nothing is lost'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "kwic" -d 'Every use of the words of a query, with the text around it'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "collocates" -d 'The words that stand near the uses of a word'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "keyness" -d 'The words that are more frequent in some articles than in the others'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "stats" -d 'Articles and uses by province, year, month and section'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "index" -d 'Make the snapshot that a reader opens instead of the files'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "push" -d 'Bring articles into a search engine (OpenSearch), for many to read'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "export" -d 'Take articles out: Markdown, plain text, JSON, CSV, EPUB, or a row a word'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "notes" -d 'Your notes and underlines'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "state" -d 'All that is kept of you: into a file, or from one'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "cache" -d 'Your snapshots: list them, or remove them'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "doctor" -d 'What is found on this machine and terminal, to paste into a report; nothing private is in it'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "config" -d 'Where the config file is, and which lines are not followed'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "man" -d 'The manual page'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "completions" -d 'What a shell needs to complete commands, flags, provinces and paths'
complete -c xinglan -n "__fish_xinglan_using_subcommand help; and not __fish_seen_subcommand_from list show search check kwic collocates keyness stats index push export notes state cache doctor config man completions help" -f -a "help" -d 'How to use a command'
