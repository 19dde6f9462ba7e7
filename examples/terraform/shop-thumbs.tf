# What Slipway is told of this function.
resource "aws_ssm_parameter" "thumbs_target" {
  name           = "/slipway/targets/shop-thumbs"
  type           = "String"
  insecure_value = file("${path.module}/../shop-thumbs.target.json")
}

# The image that is live, as in shop-api.tf.
resource "aws_ssm_parameter" "thumbs_live" {
  name           = "/slipway/live/shop-thumbs"
  type           = "String"
  insecure_value = var.first_images.thumbs

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_lambda_function" "thumbs" {
  function_name = "shop-thumbs"
  role          = aws_iam_role.thumbs.arn
  package_type  = "Image"
  image_uri     = aws_ssm_parameter.thumbs_live.insecure_value
  architectures = ["arm64"]
  memory_size   = 512
  timeout       = 30

  # So that the alias has a version to start with.
  publish = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.thumbs.function_name
  function_version = aws_lambda_function.thumbs.version

  lifecycle {
    # Slipway moves the alias. Without this an apply would move it to the newest version, which may be one that was rolled back.
    ignore_changes = [function_version, routing_config]
  }
}

resource "aws_iam_role" "thumbs" {
  name_prefix        = "shop-thumbs-"
  assume_role_policy = data.aws_iam_policy_document.functions.json
}

data "aws_iam_policy_document" "functions" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "thumbs_log" {
  role       = aws_iam_role.thumbs.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
