{{/* Environment of a deployment's container. Takes (dict "root" $ "name" ... "deployment" ...). */}}
{{- define "plateau.environment" -}}
{{- $service := include "plateau.service" .name -}}
{{- $values := .root.Values -}}
- {name: QUARKUS_HTTP_PORT, value: "8080"}
- {name: QUARKUS_MANAGEMENT_PORT, value: "9000"}
- {name: PLATEAU_SHUTDOWN_PATIENCE, value: {{ $values.shutdown.patienceSeconds }}S}
- {name: JAVA_TOOL_OPTIONS, value: {{ .deployment.javaOptions | quote }}}
- {name: QUARKUS_LOG_CONSOLE_JSON_ENABLED, value: {{ $values.logs.json | quote }}}
{{- with $values.tracing.endpoint }}
- {name: QUARKUS_OTEL_SDK_DISABLED, value: "false"}
- {name: QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
{{- end }}
- name: PLATEAU_EVENTS_KEYS
  valueFrom: {secretKeyRef: {name: {{ $values.events.keysSecret }}, key: keys}}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: jdbc:postgresql://{{ include "plateau.database.address" .root }}/plateau?sslmode=verify-full&sslrootcert=/etc/plateau/database/ca.crt
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ include "plateau.database.secretPrefix" .root }}-{{ $service }}, key: password}}
{{ include "plateau.environment.kafka" (dict "root" .root "secret" (printf "%s-%s" (include "plateau.kafka.userPrefix" .root) $service)) }}
{{- if eq $service "inference" }}
{{ include "plateau.environment.inference" . }}
{{- end }}
{{- with .deployment.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "plateau.environment.kafka" -}}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ include "plateau.kafka.bootstrap" .root | quote }}}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /etc/plateau/kafka/ca.crt}
{{- if eq .root.Values.kafka.authentication "tls" }}
- {name: KAFKA_SECURITY_PROTOCOL, value: SSL}
- {name: KAFKA_SSL_KEYSTORE_TYPE, value: PKCS12}
- {name: KAFKA_SSL_KEYSTORE_LOCATION, value: /etc/plateau/kafka-user/user.p12}
- name: KAFKA_SSL_KEYSTORE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: user.password}}
{{- else }}
- {name: KAFKA_SECURITY_PROTOCOL, value: SASL_SSL}
- {name: KAFKA_SASL_MECHANISM, value: SCRAM-SHA-512}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: sasl.jaas.config}}
{{- end }}
{{- end }}

{{/* The role, and what the model runs on and comes from. */}}
{{- define "plateau.environment.inference" -}}
{{- $values := .root.Values -}}
- {name: PLATEAU_ROLES, value: {{ ternary "front-door" "worker" (eq .name "front-door") }}}
{{- if $values.pools }}
- {name: PLATEAU_POOLS, value: {{ include "plateau.pools" .root | quote }}}
{{- with .deployment.pool }}
- {name: PLATEAU_POOL, value: {{ . }}}
{{- end }}
{{- end }}
- {name: PLATEAU_MODELS_ROOTS, value: /models}
- {name: PLATEAU_CORPORA_ROOTS, value: /corpora}
# The folder must be this user's own: one inside the volume, whose own folder is root's.
- {name: PLATEAU_CACHE_DIRECTORY, value: /cache/native}
{{- with $values.hub }}
- {name: PLATEAU_HUB_ENABLED, value: {{ .enabled | quote }}}
{{- if .enabled }}
- {name: HF_HUB_CACHE, value: /hub}
{{- with .endpoint }}
- {name: HF_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with .tokenSecret }}
- name: HF_TOKEN
  valueFrom: {secretKeyRef: {name: {{ . }}, key: token}}
{{- end }}
{{- end }}
{{- end }}
{{- if eq .name "front-door" }}
- {name: PLATEAU_DEVICE, value: cpu}
{{- with $values.hooks.addresses }}
- {name: PLATEAU_HOOKS_ADDRESSES, value: {{ join "," . | quote }}}
- name: PLATEAU_HOOKS_KEY
  valueFrom: {secretKeyRef: {name: {{ required "hooks.keySecret names the Secret with which hooks are signed; set it" $values.hooks.keySecret }}, key: key}}
{{- end }}
{{- $service := printf "%s-front-door" (include "plateau.fullname" .root) }}
{{- $namespaced := printf "%s.%s" $service .root.Release.Namespace }}
- {name: PLATEAU_HTTP_HOSTS, value: {{ concat (list $service $namespaced (printf "%s.svc" $namespaced) (printf "%s.svc.cluster.local" $namespaced)) $values.http.hosts | join "," | quote }}}
{{- with $values.http.publicUrl }}
- {name: PLATEAU_HTTP_PUBLIC_URL, value: {{ . | quote }}}
{{- end }}
{{- with $values.http.origins }}
- {name: PLATEAU_HTTP_ORIGINS, value: {{ join "," . | quote }}}
{{- end }}
{{- else }}
- {name: PLATEAU_THREADS, value: {{ .deployment.threads | quote }}}
{{- with .deployment.gpu }}
- {name: PLATEAU_DEVICE, value: {{ ternary .device "cpu" .enabled | quote }}}
{{- if .enabled }}
- {name: PLATEAU_PRECISION, value: {{ .precision }}}
{{- if eq .precision "tf32" }}
# The native library takes it from here alone.
- {name: TORCH_ALLOW_TF32_CUBLAS_OVERRIDE, value: "1"}
{{- end }}
{{- with .libtorch }}{{ if .path }}
- {name: PYTORCH_LIBRARY_PATH, value: {{ .path | quote }}}
- {name: PYTORCH_VERSION, value: {{ .version | quote }}}
- {name: PYTORCH_FLAVOR, value: {{ .flavor | quote }}}
{{- end }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
