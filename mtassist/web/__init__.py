"""The review page. The only place that knows gradio."""
