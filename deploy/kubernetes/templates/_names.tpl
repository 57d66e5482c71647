{{- define "plateau.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride }}
{{- else if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 32 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 32 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What a Deployment selects its pods by; never changes. Takes (list $ component). */}}
{{- define "plateau.selector" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- with index . 1 }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{/* Labels of pods: those of the selector and the user's. A new version of the chart alone restarts nothing. */}}
{{- define "plateau.podLabels" -}}
{{ include "plateau.selector" . }}
{{- with (index . 0).Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of every object. Takes (list $ component). */}}
{{- define "plateau.labels" -}}
{{- $root := index . 0 -}}
{{ include "plateau.podLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: plateau
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* The service of a deployment: its consumer group, database role, schema and Kafka user. */}}
{{- define "plateau.service" -}}
{{- if or (eq . "front-door") (hasPrefix "inference-worker" .) }}inference{{ else }}{{ . }}{{ end }}
{{- end }}

{{/* Takes (list $ image). */}}
{{- define "plateau.image" -}}
{{- $values := (index . 0).Values.image -}}
{{- $image := index . 1 -}}
{{- with $values.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ coalesce $image.tag $values.tag (index . 0).Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "plateau.kafka.name" -}}{{ include "plateau.fullname" . }}-kafka{{- end }}

{{/* Prefix of the Secrets with the services' Kafka credentials, which is that of the KafkaUsers. */}}
{{- define "plateau.kafka.userPrefix" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ include "plateau.kafka.name" . }}
{{- else }}{{ .Values.kafka.external.userSecretPrefix | default (include "plateau.kafka.name" .) }}
{{- end }}
{{- end }}

{{- define "plateau.kafka.caSecret" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ include "plateau.kafka.name" . }}-cluster-ca-cert
{{- else }}{{ .Values.kafka.external.caSecret }}
{{- end }}
{{- end }}

{{- define "plateau.kafka.bootstrap" -}}
{{- if .Values.kafka.strimzi.enabled -}}
{{ include "plateau.kafka.name" . }}-kafka-bootstrap.{{ .Release.Namespace }}.svc:9093
{{- else }}{{ .Values.kafka.external.bootstrapServers }}
{{- end }}
{{- end }}

{{- define "plateau.database.name" -}}{{ include "plateau.fullname" . }}-database{{- end }}

{{- define "plateau.database.secretPrefix" -}}
{{ .Values.database.secretPrefix | default (include "plateau.database.name" .) }}
{{- end }}

{{- define "plateau.database.caSecret" -}}
{{- if .Values.database.cloudnativepg.enabled }}{{ include "plateau.database.name" . }}-ca
{{- else }}{{ .Values.database.external.caSecret }}
{{- end }}
{{- end }}

{{- define "plateau.database.address" -}}
{{- if .Values.database.cloudnativepg.enabled }}{{ include "plateau.database.name" . }}-rw.{{ .Release.Namespace }}.svc:5432
{{- else }}{{ .Values.database.external.host }}:{{ .Values.database.external.port }}
{{- end }}
{{- end }}
