{{/* Each writable place has a size; everything else is read-only. Takes the dict of plateau.environment. */}}
{{- define "plateau.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: database-ca, mountPath: /etc/plateau/database, readOnly: true}
- {name: kafka-ca, mountPath: /etc/plateau/kafka, readOnly: true}
{{- if eq .root.Values.kafka.authentication "tls" }}
- {name: kafka-user, mountPath: /etc/plateau/kafka-user, readOnly: true}
{{- end }}
{{- if eq (include "plateau.service" .name) "inference" }}
- {name: cache, mountPath: /cache}
- {name: models, mountPath: /models, readOnly: true}
- {name: corpora, mountPath: /corpora, readOnly: true}
{{- if .root.Values.hub.enabled }}
- {name: hub, mountPath: /hub}
{{- end }}
{{- end }}
{{- end }}

{{- define "plateau.volumes" -}}
{{- $values := .root.Values -}}
{{- $service := include "plateau.service" .name -}}
- {name: tmp, emptyDir: {sizeLimit: {{ $values.temporarySize }}}}
- name: database-ca
  secret: {secretName: {{ include "plateau.database.caSecret" .root }}, items: [{key: ca.crt, path: ca.crt}]}
- name: kafka-ca
  secret: {secretName: {{ include "plateau.kafka.caSecret" .root }}, items: [{key: ca.crt, path: ca.crt}]}
{{- if eq $values.kafka.authentication "tls" }}
- name: kafka-user
  secret:
    secretName: {{ include "plateau.kafka.userPrefix" .root }}-{{ $service }}
    defaultMode: 0440
    items: [{key: user.p12, path: user.p12}]
{{- end }}
{{- if eq $service "inference" }}
# 250 MB of native libraries are unpacked there.
- {name: cache, emptyDir: {sizeLimit: 1Gi}}
{{ include "plateau.volume.source" (list "models" $values.models $values.image.pullPolicy) }}
{{ include "plateau.volume.source" (list "corpora" $values.corpora $values.image.pullPolicy) }}
{{- if $values.hub.enabled }}
- name: hub
  {{- if $values.hub.cacheClaim }}
  persistentVolumeClaim: {claimName: {{ $values.hub.cacheClaim }}}
  {{- else }}
  emptyDir: {sizeLimit: {{ $values.hub.cacheSize }}}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Takes (list volume source pullPolicy). */}}
{{- define "plateau.volume.source" -}}
{{- $source := index . 1 -}}
- name: {{ index . 0 }}
  {{- if $source.claim }}
  persistentVolumeClaim: {claimName: {{ $source.claim }}, readOnly: true}
  {{- else if $source.image }}
  image: {reference: {{ $source.image | quote }}, pullPolicy: {{ index . 2 }}}
  {{- else }}
  emptyDir: {sizeLimit: 1Mi}
  {{- end }}
{{- end }}
