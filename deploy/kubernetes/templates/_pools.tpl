{{/*
All deployments: those of the values, and one for each pool, which is the default worker's with what the pool says otherwise.
Each triggers on the topics by their names in the broker. YAML.
*/}}
{{- define "plateau.deployments" -}}
{{- $all := deepCopy .Values.deployments }}
{{- $worker := index .Values.deployments "inference-worker" }}
{{- range $pool, $values := .Values.pools }}
{{- $own := mergeOverwrite (deepCopy $worker) (deepCopy $values) }}
{{- range $list := list "tolerations" "extraEnv" }}
{{- if hasKey $values $list }}{{ $_ := set $own $list (index $values $list) }}{{ end }}
{{- end }}
{{- $_ := set $own "lagPerReplica" (dict (printf "inference-work-%s" $pool) (index $own.lagPerReplica "inference-work")) }}
{{- $_ := set $own "pool" $pool }}
{{- $_ := set $all (printf "inference-worker-%s" $pool) $own }}
{{- end }}
{{- $_ := set (index $all "inference-worker") "pool" "default" }}
{{- toYaml $all }}
{{- end }}

{{/* All topics: those of the contracts, with the values' partitions, and one of work for each pool. YAML. */}}
{{- define "plateau.topics" -}}
{{- $topics := .Files.Get "files/topics.yaml" | fromYaml }}
{{- range $topic, $partitions := .Values.kafka.partitions }}
{{- $own := index $topics $topic }}
{{- /* More partitions are no more bytes. */}}
{{- $_ := set $own "retentionBytes" (div (mul (int64 $own.retentionBytes) (int $own.partitions)) (int $partitions)) }}
{{- $_ := set $own "partitions" (int $partitions) }}
{{- end }}
{{- range $pool, $values := .Values.pools }}
{{- $_ := set $topics (printf "inference-work-%s" $pool) (deepCopy (index $topics "inference-work")) }}
{{- end }}
{{- toYaml $topics }}
{{- end }}

{{/* PLATEAU_POOLS: the named pools in alphabetical order, then the default one; the first that matches a model holds. */}}
{{- define "plateau.pools" -}}
{{- range $pool, $values := .Values.pools }}{{ $pool }}={{ join "," $values.models }};{{ end -}}
default={{ join "," (index .Values.deployments "inference-worker").models }}
{{- end }}
